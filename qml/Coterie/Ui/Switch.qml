import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// On or off, at once.
Pressable {
    id: root

    signal toggled(bool checked)

    checkable: true
    implicitHeight: Theme.px(22)
    implicitWidth: Theme.px(38)
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    ring: true
    ringRadius: 1000 // round ends
    role: Accessible.CheckBox
    onClicked: root.toggled(!root.checked)

    Rectangle {
        anchors.fill: parent
        border.color: root.checked ? Theme.accent : Theme.faint
        border.width: Theme.lineWidth
        color: root.checked ? Theme.accent : Theme.track
        radius: height / 2

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            color: root.checked ? Theme.accentInk : Theme.soft
            height: parent.height - Theme.px(6)
            radius: height / 2
            width: height
            x: root.checked ? parent.width - width - Theme.px(3) : Theme.px(3)

            Behavior on x {
                NumberAnimation {
                    duration: Theme.quick
                    easing.type: Easing.OutCubic
                }
            }
        }
    }
}
