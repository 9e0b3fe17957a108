import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// A floating round button with a few words: "3 new messages ↓".
Pressable {
    id: root

    property string icon

    implicitHeight: Theme.px(32)
    implicitWidth: content.width + Theme.px(28)
    ring: true
    ringRadius: 1000 // round ends

    Shadow {
        anchors.fill: parent
        radius: root.height / 2
    }

    Rectangle {
        anchors.fill: parent
        color: root.hovered || root.pressed ? Theme.accentHover : Theme.accent
        radius: height / 2
    }

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(6)

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.accentInk
            font.pixelSize: Theme.textCaption
            font.bold: true
            text: root.text
        }

        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.accentInk
            name: root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0
        }
    }
}
