import QtQuick
import Coterie.Models
import Coterie.Ui

/// Behind the dots of a document.
Menu {
    id: root

    required property DocumentPage page

    title: qsTr("Document")

    MenuItem {
        icon: "search"
        menu: root
        shortcutHint: qsTr("Ctrl+F")
        text: qsTr("Find")
        onTriggered: root.page.find(false)
    }
    MenuItem {
        icon: "swap"
        menu: root
        shortcutHint: qsTr("Ctrl+H")
        text: qsTr("Find and replace")
        visible: root.page.editable
        onTriggered: root.page.find(true)
    }
    MenuItem {
        icon: "outline"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+O")
        text: qsTr("Outline and length")
        onTriggered: root.page.showPane("outline")
    }
    MenuItem {
        icon: "history"
        menu: root
        shortcutHint: qsTr("Ctrl+Alt+H")
        text: qsTr("Versions")
        onTriggered: root.page.showPane("versions")
    }
    MenuItem {
        readonly property CursorModel cursors: root.page.document.cursors

        icon: "pointer"
        menu: root
        text: cursors.enabled ? qsTr("Hide my pointer from the others") : qsTr("Show my pointer to the others")
        onTriggered: cursors.enabled = !cursors.enabled
    }
    MenuDivider {}
    MenuItem {
        icon: "download"
        menu: root
        text: qsTr("Export…")
        onTriggered: root.page.showDialog("DocumentExportDialog.qml")
    }
    MenuItem {
        icon: "upload"
        menu: root
        text: qsTr("Import a Markdown file…")
        onTriggered: root.page.showDialog("DocumentImportDialog.qml")
    }
    MenuItem {
        icon: "list"
        menu: root
        text: qsTr("All documents of the room")
        onTriggered: root.page.workspace.listRoomDocuments()
    }
    MenuDivider {
        visible: root.page.document.canRemove
    }
    MenuItem {
        danger: true
        icon: "trash"
        menu: root
        text: qsTr("Remove for everybody…")
        visible: root.page.document.canRemove
        onTriggered: root.page.showDialog("DocumentRemoveDialog.qml")
    }
}
