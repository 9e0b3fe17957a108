import QtQuick
import Coterie.Ui

/// One sign of the rail, with a dot when there is news behind it.
Pressable {
    id: root

    property string icon
    property alias current: root.lit
    property bool marked: false

    height: Theme.px(40)
    description: root.marked ? qsTr("Unread") : ""
    plate: Pressable.Select
    ring: true
    ringGap: 0
    text: root.tip
    selected: root.lit
    width: Theme.px(40)

    IconItem {
        anchors.centerIn: parent
        color: root.current ? Theme.ink : Theme.soft
        name: root.icon
        size: Theme.iconSize
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
}
