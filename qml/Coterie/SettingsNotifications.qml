import QtQuick
import Coterie.Models
import Coterie.Ui

/// What may interrupt.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("Notifications")
    }

    SettingRow {
        detail: qsTr("A short notice at the lower right; it leaves after five seconds")
        title: qsTr("Show notices")

        Switch {
            checked: root.app.settings.showToasts
            text: qsTr("Show notices")
            onToggled: checked => root.app.settings.showToasts = checked
        }
    }

    SettingRow {
        detail: qsTr("Nothing pops up; everything still waits under Notifications")
        title: qsTr("Do not disturb")

        Switch {
            checked: root.workspace.selfStatus === "dnd"
            text: qsTr("Do not disturb")
            onToggled: checked => root.workspace.setStatus(checked ? "dnd" : "online", root.workspace.selfNote)
        }
    }

    SettingRow {
        detail: root.workspace.notifications.statusText
        title: qsTr("Unread notifications")

        Button {
            enabled: root.workspace.notifications.unreadCount > 0
            text: qsTr("Mark all read")
            onClicked: root.workspace.notifications.markAllRead()
        }
    }
}
