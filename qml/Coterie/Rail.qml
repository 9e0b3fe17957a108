import QtQuick
import Coterie.Models
import Coterie.Ui

/// The sidebar of a narrow window: signs only. Rooms and people open the whole sidebar over the page.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)

    Accessible.name: qsTr("Sidebar")
    Accessible.role: Accessible.Pane

    Rectangle {
        anchors.fill: parent
        color: Theme.sidebar
    }

    Divider {
        anchors.right: parent.right
        height: parent.height
    }

    Pressable {
        id: sign

        anchors.horizontalCenter: parent.horizontalCenter
        height: Theme.px(34)
        text: root.workspace.name
        tip: root.workspace.name
        width: height
        y: Theme.px(14)
        ring: true
        role: Accessible.ButtonMenu
        onClicked: root.overlayRequested("SidebarMenu.qml", sign)

        Logo {
            size: parent.height
        }
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.px(10)
        y: Theme.px(58)

        RailButton {
            current: root.workspace.page === Workspace.Room || root.workspace.page === Workspace.Document || root.workspace.page === Workspace.Board
            focus: true
            icon: "hash"
            marked: root.workspace.totalUnread > 0
            tip: qsTr("Rooms, documents and direct messages")
            onClicked: root.overlayRequested("SidebarDrawer.qml", null)
        }

        RailButton {
            icon: "search"
            shortcutHint: qsTr("Ctrl+K")
            tip: qsTr("Jump to or search")
            onClicked: root.overlayRequested("JumpBox.qml", null)
        }

        RailButton {
            current: root.workspace.page === Workspace.Notifications
            icon: "bell"
            marked: root.workspace.notifications.unreadCount > 0
            tip: qsTr("Notifications")
            onClicked: root.workspace.page = Workspace.Notifications
        }

        RailButton {
            current: root.workspace.page === Workspace.Activity
            icon: "activity"
            tip: qsTr("Activity")
            onClicked: root.workspace.page = Workspace.Activity
        }
    }

    Column {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(14)
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.px(10)

        ConnectionDot {
            anchors.horizontalCenter: parent.horizontalCenter
            connection: root.workspace.connection
        }

        Pressable {
            id: me

            height: Theme.px(34)
            text: root.workspace.selfName
            tip: root.workspace.selfName
            width: height
            ring: true
            role: Accessible.ButtonMenu
            onClicked: root.overlayRequested("StatusMenu.qml", me)

            Avatar {
                color: root.workspace.selfColor
                initials: root.workspace.selfInitials
                rim: Theme.sidebar
                status: root.workspace.connection.online ? root.workspace.selfStatus : "offline"
            }
        }
    }
}
