import QtQuick
import Coterie.Models
import Coterie.Ui

/// Oneself: name, status, and how the link to the server is.
Item {
    id: root

    required property Workspace workspace

    readonly property ConnectionModel connection: root.workspace.connection

    signal overlayRequested(string file, Item at)

    implicitHeight: Theme.px(58)

    Divider {
        width: parent.width
    }

    Pressable {
        id: me

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: link.left
        anchors.top: parent.top
        text: root.workspace.selfName
        description: qsTr("%1. Change status").arg(status.text)
        ring: true
        ringGap: -4
        role: Accessible.ButtonMenu
        onClicked: root.overlayRequested("StatusMenu.qml", me)

        Avatar {
            id: avatar

            anchors.verticalCenter: parent.verticalCenter
            color: root.workspace.selfColor
            initials: root.workspace.selfInitials
            rim: Theme.sidebar
            status: root.connection.online ? root.workspace.selfStatus : "offline"
            x: Theme.px(14)
        }

        Column {
            anchors.left: avatar.right
            anchors.leftMargin: Theme.px(10)
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(2)

            PlainText {
                color: Theme.ink
                font.pixelSize: Theme.textCaption
                font.bold: true
                text: root.workspace.selfName
                width: parent.width
            }

            PlainText {
                id: status

                color: Theme.soft
                font.pixelSize: Theme.textSmall
                text: !root.connection.online ? qsTr("Not connected") : root.connection.progressText !== "" ? root.connection.progressText : root.connection.plain ? qsTr("On a plain server") : root.workspace.selfNote.length > 0 ? root.workspace.selfNote : root.workspace.selfStatusText
                width: parent.width
            }
        }
    }

    ConnectionDot {
        id: link

        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        connection: root.connection
    }
}
