import QtQuick
import Coterie.Models
import Coterie.Ui

/// What one can do with a room in the sidebar.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace
    property string roomId
    property bool muted: false
    property bool direct: false

    function openAt(item: Item) {
        const row = item as RoomRow;
        if (!row)
            return;
        root.roomId = row.roomId;
        root.muted = row.muted;
        root.direct = row.direct;
        root.placeAt(row, row.width * 0.4, row.height);
        root.open();
    }

    title: qsTr("Room")

    MenuItem {
        icon: "hash"
        menu: root
        text: qsTr("Open")
        onTriggered: root.workspace.openRoom(root.roomId)
    }

    MenuItem {
        icon: root.muted ? "bell" : "mute"
        menu: root
        text: root.muted ? qsTr("Unmute") : qsTr("Mute")
        onTriggered: root.workspace.setMuted(root.roomId, !root.muted)
    }

    MenuDivider {
        visible: !root.direct && root.workspace.connection.hasRooms
    }

    MenuItem {
        danger: true
        icon: "log-out"
        menu: root
        text: qsTr("Leave the room")
        visible: !root.direct && root.workspace.connection.hasRooms
        onTriggered: root.workspace.leaveRoom(root.roomId)
    }
}
