import QtQuick
import Coterie.Models
import Coterie.Ui

/// What one can do with a document in the sidebar.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace
    property string docId

    signal overlayRequested(string file, Item at)

    function openAt(item: Item) {
        const row = item as RoomRow;
        if (!row)
            return;
        root.docId = row.roomId;
        root.placeAt(row, row.width * 0.4, row.height);
        root.open();
    }

    title: qsTr("Document")

    MenuItem {
        icon: "document"
        menu: root
        text: qsTr("Open")
        onTriggered: root.workspace.openDocument(root.docId)
    }
    MenuItem {
        icon: "plus"
        menu: root
        text: qsTr("New document…")
        onTriggered: root.overlayRequested("NewDocumentDialog.qml", null)
    }
    MenuItem {
        icon: "board"
        menu: root
        text: qsTr("New board…")
        onTriggered: root.overlayRequested("NewBoardDialog.qml", null)
    }
    MenuItem {
        icon: "upload"
        menu: root
        text: qsTr("Import a Markdown file…")
        onTriggered: root.overlayRequested("DocumentImportDialog.qml", null)
    }
}
