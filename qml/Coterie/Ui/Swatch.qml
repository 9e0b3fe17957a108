import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// One hue to choose, with a ring when chosen.
Pressable {
    id: root

    property color color: Theme.accent
    property bool current: false

    implicitHeight: Theme.px(26)
    implicitWidth: Theme.px(26)
    checkable: true
    checked: root.current
    ring: true
    ringRadius: 1000 // round
    role: Accessible.RadioButton

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
}
