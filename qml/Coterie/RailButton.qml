import QtQuick
import Coterie.Ui

/// One sign of the rail, with a dot when there is news behind it.
Pressable {
    id: root

    property string icon
    property bool current: false
    property bool marked: false

    height: Theme.px(40)
    text: root.tip
    width: Theme.px(40)
    Accessible.description: root.marked ? qsTr("Unread") : ""
    Accessible.selected: root.current

    Rectangle {
        anchors.fill: parent
        color: root.current ? Theme.selected : Theme.hover
        opacity: root.current || root.hovered ? 1 : 0
        radius: Theme.radiusControl
    }

    Icon {
        anchors.centerIn: parent
        color: root.current ? Theme.ink : Theme.soft
        name: root.icon
    }

    Rectangle {
        anchors.right: parent.right
        anchors.rightMargin: -Theme.px(2)
        anchors.top: parent.top
        anchors.topMargin: -Theme.px(1)
        border.color: Theme.sidebar
        border.width: Theme.px(2)
        color: Theme.accent
        height: Theme.px(12)
        radius: height / 2
        visible: root.marked
        width: height
    }

    FocusRing {
        gap: 0
        shown: root.focused
    }
}
