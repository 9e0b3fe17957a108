import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// A short notice that leaves by itself; a click opens its place.
Pressable {
    id: root

    property string type: "info"
    property string kind: "server"
    property string title
    property string message

    signal dismissed

    implicitHeight: column.implicitHeight + Theme.px(26)
    implicitWidth: Theme.px(320)
    text: root.message.length > 0 ? qsTr("%1. %2").arg(root.title).arg(root.message) : root.title
    ring: true
    ringRadius: 14 // a card's, and the gap
    role: Accessible.AlertMessage
    Component.onCompleted: Announcer.announce(root, root.text)

    Shadow {
        anchors.fill: parent
    }

    Card {
        anchors.fill: parent
        color: root.hovered ? Theme.hover : Theme.raised
    }

    Tile {
        id: tile

        kind: root.kind
        size: Theme.px(22)
        type: root.type
        x: Theme.px(14)
        y: Theme.px(13)
    }

    Column {
        id: column

        anchors.left: tile.right
        anchors.leftMargin: Theme.px(12)
        anchors.right: closer.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(2)

        PlainText {
            color: Theme.ink
            font.pixelSize: Theme.textBody
            maximumLineCount: 2
            font.bold: true
            text: root.title
            width: parent.width
            wrapMode: Text.Wrap
        }

        PlainText {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            lineHeight: 1.2
            maximumLineCount: root.type === "error" ? 6 : 3
            text: root.message
            visible: root.message.length > 0
            width: parent.width
            wrapMode: Text.Wrap
        }
    }

    IconButton {
        id: closer

        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.top: parent.top
        anchors.topMargin: Theme.space2
        icon: "close"
        iconSize: Theme.px(14)
        size: Theme.px(24)
        tip: qsTr("Dismiss")
        onClicked: root.dismissed()
    }
}
