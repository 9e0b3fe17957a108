import QtQuick
import Coterie.Models
import Coterie.Ui

/// The left side: workspace, jump box, notifications, rooms, people, oneself.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)
    signal chosen ///< something was opened; a drawer closes

    function openPage(target: int) {
        root.workspace.page = target;
        root.chosen();
    }

    function act(verb: string, subject: string, at: Item) {
        if (verb === "open") {
            root.workspace.openRoom(subject);
            root.chosen();
        } else if (verb === "menu") {
            root.overlayRequested("RoomMenu.qml", at);
        } else if (verb === "document") {
            root.workspace.openDocument(subject);
            root.chosen();
        } else if (verb === "documentMenu") {
            root.overlayRequested("DocumentRowMenu.qml", at);
        } else if (verb === "newDocument") {
            root.overlayRequested("NewDocumentDialog.qml", null);
        } else if (verb === "addDocument") {
            root.overlayRequested("AddDocumentMenu.qml", at);
        } else if (verb === "create") {
            root.overlayRequested("AddRoomMenu.qml", at);
        } else if (verb === "people") {
            root.workspace.jump.query = "@";
            root.overlayRequested("JumpBox.qml", null);
        }
    }

    Accessible.name: qsTr("Sidebar")
    Accessible.role: Accessible.Pane

    Rectangle {
        anchors.fill: parent
        color: Theme.sidebar
    }

    Divider {
        anchors.right: parent.right
        height: parent.height
        z: 1
    }

    SidebarHeader {
        id: header

        name: root.workspace.name
        width: parent.width - Theme.lineWidth
        onClicked: root.overlayRequested("SidebarMenu.qml", header)
    }

    JumpButton {
        id: jump

        anchors.left: parent.left
        anchors.leftMargin: Theme.space3
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(13)
        anchors.top: header.bottom
        focus: true
        onClicked: root.overlayRequested("JumpBox.qml", null)
    }

    Column {
        id: pages

        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(9)
        anchors.top: jump.bottom
        anchors.topMargin: Theme.px(9)

        ListButton {
            current: root.workspace.page === Workspace.Activity
            icon: "activity"
            text: qsTr("Activity")
            width: parent.width
            onClicked: root.openPage(Workspace.Activity)
        }

        ListButton {
            badge: root.workspace.notifications.unreadCount
            current: root.workspace.page === Workspace.Notifications
            icon: "bell"
            strong: root.workspace.notifications.unreadCount > 0
            text: qsTr("Notifications")
            width: parent.width
            onClicked: root.openPage(Workspace.Notifications)
        }
    }

    ActionList {
        id: list

        anchors.bottom: footer.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.lineWidth
        anchors.top: pages.bottom
        label: qsTr("Rooms, documents and direct messages")
        model: root.workspace.rooms
        showsCurrent: root.workspace.page === Workspace.Room || root.workspace.page === Workspace.Document || root.workspace.page === Workspace.Board
        section.criteria: ViewSection.FullString
        section.property: "section"
        delegate: RoomRow {}
        section.delegate: SidebarSection {}
        onActed: (verb, row, subject, at) => root.act(verb, subject, at)
    }

    ScrollBar {
        flickable: list
    }

    SidebarFooter {
        id: footer

        anchors.bottom: parent.bottom
        width: parent.width - Theme.lineWidth
        workspace: root.workspace
        onOverlayRequested: (file, at) => root.overlayRequested(file, at)
    }
}
