import QtQuick
import Coterie.Models
import Coterie.Ui

/// The middle of the window while no room is open.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    EmptyState {
        anchors.centerIn: parent
        detail: root.workspace.rooms.count > 0 ? qsTr("Pick a room on the left, or press Ctrl+K and type a few letters of its name.") : qsTr("There is no room here yet. Create one with Ctrl+Shift+N.")
        icon: "message"
        title: qsTr("No room is open")
    }

    ConnectionBanner {
        connection: root.workspace.connection
        width: parent.width
    }
}
