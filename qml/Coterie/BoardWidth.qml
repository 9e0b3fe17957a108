import QtQuick
import Coterie.Ui

/// One width of a line, shown as a line of that width.
Pressable {
    id: root

    required property int index
    required property real modelData ///< in board units

    readonly property var row: root.parent ///< a BoardWidths, whose type knows this one

    checkable: true
    checked: root.lit
    implicitHeight: Theme.px(28)
    implicitWidth: root.row ? Math.floor(root.row.width / root.row.values.length) : Theme.px(28)
    lit: root.row !== null && root.row.value === root.modelData
    plate: Pressable.Accent
    ring: true
    ringGap: 0
    role: Accessible.RadioButton
    tip: qsTr("%1 wide").arg(root.modelData)
    onClicked: root.row.chosen(root.modelData)

    Rectangle {
        anchors.centerIn: parent
        color: root.lit ? Theme.accent : root.hovered ? Theme.ink : Theme.soft
        height: Math.max(1, Theme.px(Math.min(root.modelData, 10)))
        radius: height / 2
        width: Theme.px(18)
    }
}
