import QtQuick

/// A few choices side by side, one of them chosen. Arrow keys move the choice.
FocusScope {
    id: root

    property list<string> options
    property int currentIndex: 0
    property string label

    signal chosen(int index)

    function choose(index: int) {
        if (index >= 0 && index < root.options.length && index !== root.currentIndex)
            root.chosen(index);
    }

    implicitHeight: Theme.px(31)
    implicitWidth: row.width + Theme.px(6)
    activeFocusOnTab: true
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    Accessible.focusable: true
    Accessible.name: root.label
    Accessible.role: Accessible.PageTabList
    Keys.onLeftPressed: root.choose(root.currentIndex + (Theme.mirrored ? 1 : -1))
    Keys.onRightPressed: root.choose(root.currentIndex + (Theme.mirrored ? -1 : 1))

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: Theme.lineWidth
        color: Theme.track
        radius: Theme.px(10)
    }

    SegmentedRow {
        id: row

        anchors.verticalCenter: parent.verticalCenter
        currentIndex: root.currentIndex
        x: Theme.px(3)
        onChosen: index => root.choose(index)

        Repeater {
            model: root.options
            delegate: SegmentedOption {}
        }
    }

    FocusRing {
        radius: Theme.px(12)
        shown: root.activeFocus
    }
}
