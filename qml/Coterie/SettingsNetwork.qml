import QtQuick
import Coterie.Models
import Coterie.Ui

/// How the link to the server is, and what this computer serves.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property ConnectionModel connection: root.workspace.connection

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("Network")
    }

    SettingRow {
        detail: root.connection.statusLine
        title: root.connection.online ? qsTr("Connected") : qsTr("Not connected")

        Button {
            enabled: root.connection.canRetry
            icon: "retry"
            text: qsTr("Reconnect")
            visible: !root.connection.online
            onClicked: root.connection.retryNow()
        }
    }

    SettingRow {
        detail: qsTr("%1 No reactions, answers, edits, pins or polls; a message that was not confirmed may have arrived.").arg(root.connection.limits)
        title: qsTr("This is not a Coterie server")
        visible: root.connection.plain
    }

    SettingRow {
        detail: root.workspace.notifications.statusText
        title: qsTr("Notifications")
        visible: !root.connection.plain
    }

    SettingRow {
        detail: root.app.hostAddress
        title: qsTr("This computer hosts the workspace")
        visible: root.app.hosting

        Button {
            icon: "copy"
            text: qsTr("Copy address")
            onClicked: root.app.copyText(root.app.hostAddress)
        }
    }

    Label {
        color: Theme.danger
        text: root.workspace.storeWarning
        topPadding: Theme.space4
        visible: root.workspace.storeWarning.length > 0
        width: parent.width
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
}
