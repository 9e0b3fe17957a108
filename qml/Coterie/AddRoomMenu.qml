import QtQuick
import Coterie.Models
import Coterie.Ui

/// Behind the plus of the rooms: make one, or find one.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)

    title: qsTr("Add a room")

    MenuItem {
        icon: "plus"
        menu: root
        text: qsTr("Create a room…")
        visible: root.workspace.connection.hasRooms
        onTriggered: root.overlayRequested("CreateRoomDialog.qml", null)
    }

    MenuItem {
        icon: "search"
        menu: root
        text: qsTr("Browse all rooms…")
        visible: !root.workspace.connection.plain
        onTriggered: root.overlayRequested("BrowseDialog.qml", null)
    }
}
