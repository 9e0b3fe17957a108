import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// One choice of a Segmented; its parent is a SegmentedRow.
Pressable {
    id: root

    required property int index
    required property string modelData

    readonly property SegmentedRow row: root.parent as SegmentedRow
    readonly property bool current: root.row !== null && root.row.currentIndex === root.index

    text: root.modelData
    activeFocusOnTab: false
    height: Theme.px(25)
    width: sized.implicitWidth + Theme.px(26)
    role: Accessible.PageTab
    selectable: true
    selected: root.current
    onClicked: root.row.chosen(root.index)

    Rectangle {
        anchors.fill: parent
        border.color: Theme.highContrast ? Theme.ink : Theme.line
        border.width: root.current && (Theme.dark || Theme.highContrast) ? Theme.lineWidth : 0
        color: root.current ? Theme.raised : Theme.hover
        opacity: root.current || root.hovered ? 1 : 0
        radius: Theme.px(7)
    }

    // The strong words give the width, so that choosing moves nothing.
    PlainText {
        id: sized

        color: Theme.ink
        opacity: 0
        font.pixelSize: Theme.textCaption
        font.bold: true
        text: root.text
    }

    PlainText {
        anchors.centerIn: parent
        color: root.current ? Theme.ink : Theme.soft
        font.pixelSize: Theme.textCaption
        font.bold: root.current
        text: root.text
    }
}
