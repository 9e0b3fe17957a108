import QtQuick
import Coterie.Models
import Coterie.Ui

/// The whole sidebar over a narrow window; choosing something closes it.
Popup {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)

    boxX: 0
    boxY: 0
    edge: 0
    framed: false
    modal: true
    padding: 0
    role: Accessible.Pane
    title: qsTr("Rooms, documents and direct messages")

    Sidebar {
        app: root.app
        focus: true
        implicitHeight: root.height
        implicitWidth: Theme.sidebarWidth
        height: root.height
        width: Theme.sidebarWidth
        workspace: root.workspace
        onChosen: root.close()
        onOverlayRequested: (file, at) => root.overlayRequested(file, at)
    }
}
