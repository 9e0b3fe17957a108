import QtQuick
import Coterie.Models
import Coterie.Ui

/// What wanted attention, newest first; beside it, where there is room, what the others have been doing.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property NotificationListModel notifications: root.workspace.notifications
    readonly property bool wide: root.width >= Theme.px(880)

    Accessible.name: qsTr("Notifications")
    Accessible.role: Accessible.Pane

    FocusScope {
        id: main

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: feed.left
        anchors.top: parent.top
        focus: true

        PageHeader {
            id: header

            detail: root.notifications.statusText
            title: qsTr("Notifications")
            width: parent.width

            Segmented {
                currentIndex: root.notifications.filter
                label: qsTr("Show")
                options: [qsTr("All"), qsTr("Mentions"), qsTr("Webhooks")]
                onChosen: index => root.notifications.filter = index
            }

            TextLink {
                anchors.verticalCenter: parent ? parent.verticalCenter : undefined
                enabled: root.notifications.unreadCount > 0
                text: qsTr("Mark all read")
                onClicked: root.notifications.markAllRead()
            }
        }

        ActionList {
            id: list

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: header.bottom
            focus: true
            label: qsTr("Notifications")
            model: root.notifications
            delegate: NotificationRow {}
            onActed: (verb, row, subject, at) => root.notifications.open(row)
        }

        ScrollBar {
            flickable: list
        }

        EmptyState {
            anchors.centerIn: list
            detail: qsTr("Mentions, direct messages and the news of your tools arrive here.")
            icon: "bell"
            title: qsTr("No new notifications")
            visible: list.count === 0
        }

        ConnectionBanner {
            anchors.top: header.bottom
            connection: root.workspace.connection
            width: parent.width
        }
    }

    ActivityFeed {
        id: feed

        activities: root.workspace.activities
        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.top: parent.top
        bordered: true
        visible: root.wide
        width: root.wide ? Theme.px(300) : 0
    }
}
