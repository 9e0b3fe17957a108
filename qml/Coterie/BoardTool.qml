import QtQuick
import Coterie.Ui

/// One tool of the board: the chosen one stands on the accent.
Pressable {
    id: root

    property string icon
    property bool chosen: false
    property bool more: false ///< a small corner says that there is more behind it

    implicitHeight: Theme.px(36)
    implicitWidth: Theme.px(36)
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    ring: true
    ringGap: 0
    text: root.tip

    Rectangle {
        anchors.fill: parent
        color: root.chosen ? Theme.accent : root.hovered || root.pressed ? Theme.hover : "transparent"
        radius: Theme.radiusControl
    }

    IconItem {
        anchors.centerIn: parent
        color: root.chosen ? Theme.accentInk : root.hovered || root.focused ? Theme.ink : Theme.soft
        name: root.icon
        size: Theme.iconSize
    }

    IconItem {
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        color: root.chosen ? Theme.accentInk : Theme.soft
        name: root.more ? "chevron-down" : ""
        size: Theme.px(10)
    }
}
