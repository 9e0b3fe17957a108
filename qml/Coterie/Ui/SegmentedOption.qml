import QtQuick

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
    Accessible.role: Accessible.PageTab
    Accessible.selectable: true
    Accessible.selected: root.current
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
    Label {
        id: sized

        opacity: 0
        font.pixelSize: Theme.textCaption
        strong: true
        text: root.text
        Accessible.ignored: true
    }

    Label {
        anchors.centerIn: parent
        color: root.current ? Theme.ink : Theme.soft
        font.pixelSize: Theme.textCaption
        strong: root.current
        text: root.text
        Accessible.ignored: true
    }
}
