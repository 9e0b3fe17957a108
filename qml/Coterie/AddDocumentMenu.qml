import QtQuick
import Coterie.Models
import Coterie.Ui

/// Behind the plus of the documents and boards.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace

    signal overlayRequested(string file, Item at)

    title: qsTr("Add a document or a board")

    MenuItem {
        icon: "document"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+D")
        text: qsTr("New document…")
        onTriggered: root.overlayRequested("NewDocumentDialog.qml", null)
    }

    MenuItem {
        icon: "board"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+B")
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
