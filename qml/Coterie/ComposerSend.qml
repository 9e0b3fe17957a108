import QtQuick
import Coterie.Ui

/// "Send ↵". Its colour stays when there is nothing to send: a button that flickers with every first letter is noise.
Pressable {
    id: root

    implicitWidth: Math.ceil(content.width) + Theme.px(28)
    implicitHeight: Theme.px(28)
    ring: true

    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusControl
        color: root.hovered || root.pressed ? Theme.accentHover : Theme.accent
    }
    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(5)

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            text: root.text
            font.bold: true
            color: Theme.accentInk
            font.pixelSize: Theme.textCaption
        }
        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            name: "send"
            size: Theme.px(14)
            color: Theme.accentInk
        }
    }
}
