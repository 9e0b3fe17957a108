import QtQuick

/// One hue to choose, with a ring when chosen.
Pressable {
    id: root

    property color color: Theme.accent
    property bool current: false

    implicitHeight: Theme.px(26)
    implicitWidth: Theme.px(26)
    Accessible.checkable: true
    Accessible.checked: root.current
    Accessible.role: Accessible.RadioButton

    Rectangle {
        anchors.fill: parent
        border.color: root.current ? root.color : root.focused ? Theme.ink : Theme.soft
        border.width: root.current || root.focused || root.hovered ? Theme.focusWidth : 0
        color: "transparent"
        radius: height / 2
    }

    Rectangle {
        anchors.centerIn: parent
        color: root.color
        height: Theme.px(19)
        radius: height / 2
        width: height
    }

    FocusRing {
        radius: height / 2
        shown: root.focused
    }
}
