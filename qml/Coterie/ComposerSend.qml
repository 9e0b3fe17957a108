import QtQuick
import Coterie.Ui

/// "Send ↵". Its colour stays when there is nothing to send: a button that flickers with every first letter is noise.
Pressable {
    id: root

    implicitWidth: content.width + Theme.px(28)
    implicitHeight: Theme.px(28)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: root.hovered || root.pressed ? Theme.accentHover : Theme.accent
    }
    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(5)

        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            strong: true
            color: Theme.accentInk
            font.pixelSize: Theme.textCaption
            Accessible.ignored: true
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "send"
            size: Theme.px(14)
            color: Theme.accentInk
        }
    }
    FocusRing {
        shown: root.focused
    }
}
