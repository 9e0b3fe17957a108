import QtQuick
import Coterie.Ui

/// One of a few looks, as a sign.
Pressable {
    id: root

    required property int index
    required property string modelData

    readonly property var row: root.parent ///< a BoardChoiceRow, whose type knows this one

    checkable: true
    checked: root.lit
    implicitHeight: Theme.px(28)
    implicitWidth: root.row ? Math.floor(root.row.width / Math.max(root.row.values.length, 3)) : Theme.px(28)
    lit: root.row !== null && root.row.value === root.modelData
    plate: Pressable.Accent
    ring: true
    ringGap: 0
    role: Accessible.RadioButton
    tip: root.row ? root.row.titles[root.index] : ""
    onClicked: root.row.chosen(root.modelData)

    IconItem {
        anchors.centerIn: parent
        color: root.lit ? Theme.accent : root.hovered ? Theme.ink : Theme.soft
        name: root.row && root.row.icons.length > 0 ? root.row.icons[root.index] : ""
        size: Theme.px(18)
    }

    PlainText {
        anchors.centerIn: parent
        color: root.lit ? Theme.accent : root.hovered ? Theme.ink : Theme.soft
        font.bold: root.lit
        font.pixelSize: Theme.textCaption
        text: root.row && root.row.icons.length === 0 ? root.row.labels[root.index] : ""
    }
}
