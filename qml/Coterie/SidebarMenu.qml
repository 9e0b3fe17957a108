import QtQuick
import Coterie.Models
import Coterie.Ui

/// What one can do with the workspace as a whole.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)

    function openAt(item: Item) {
        root.placeBelow(item, false);
        root.boxX += Theme.space3;
        root.open();
    }

    minimumWidth: Theme.px(230)
    title: qsTr("Workspace menu")

    MenuItem {
        icon: "user-plus"
        menu: root
        text: qsTr("Invite people…")
        visible: !root.workspace.connection.plain
        onTriggered: root.overlayRequested("InviteDialog.qml", null)
    }

    MenuItem {
        icon: "host"
        menu: root
        text: qsTr("Copy the server's address")
        visible: root.app.hosting
        onTriggered: root.app.copyText(root.app.hostAddress)
    }

    MenuDivider {}

    MenuItem {
        icon: "plus"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+N")
        text: qsTr("Create a room…")
        visible: root.workspace.connection.hasRooms
        onTriggered: root.overlayRequested("CreateRoomDialog.qml", null)
    }

    MenuItem {
        icon: "hash"
        menu: root
        text: qsTr("Browse all rooms…")
        visible: !root.workspace.connection.plain
        onTriggered: root.overlayRequested("BrowseDialog.qml", null)
    }

    MenuItem {
        icon: "check"
        menu: root
        text: qsTr("Mark all notifications read")
        onTriggered: root.workspace.notifications.markAllRead()
    }

    MenuDivider {}

    MenuItem {
        icon: "settings"
        menu: root
        shortcutHint: qsTr("Ctrl+,")
        text: qsTr("Settings")
        onTriggered: root.workspace.page = Workspace.Settings
    }

    MenuItem {
        icon: "keyboard"
        menu: root
        shortcutHint: qsTr("Ctrl+/")
        text: qsTr("Keyboard shortcuts")
        onTriggered: root.overlayRequested("ShortcutsDialog.qml", null)
    }

    MenuItem {
        danger: true
        icon: "log-out"
        menu: root
        text: qsTr("Leave this workspace…")
        onTriggered: root.overlayRequested("LeaveDialog.qml", null)
    }
}
