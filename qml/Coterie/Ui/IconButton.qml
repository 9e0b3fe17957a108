import QtQuick

/// A square button with a line icon; `tip` is its name for eyes and for screen readers.
Pressable {
    id: root

    property string icon
    property int size: Theme.px(32)
    property int iconSize: Theme.px(18)
    property bool active: false
    property color color: root.active ? Theme.accent : root.hovered || root.focused ? Theme.ink : Theme.soft

    implicitHeight: root.size
    implicitWidth: root.size
    opacity: root.enabled ? 1 : Theme.disabledOpacity

    Rectangle {
        anchors.fill: parent
        color: root.active ? Theme.accentSoft : Theme.hover
        opacity: root.active || root.hovered || root.pressed ? 1 : 0
        radius: Theme.radiusControl

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.quick
                easing.type: Easing.OutCubic
            }
        }
    }

    Icon {
        anchors.centerIn: parent
        color: root.color
        name: root.icon
        size: root.iconSize
    }

    FocusRing {
        gap: 0
        shown: root.focused
    }
}
