import QtQuick
import Coterie.Ui

/// Behind the dots of a board.
Menu {
    id: root

    required property BoardPage page

    title: qsTr("Board")

    MenuItem {
        icon: "edit"
        menu: root
        text: qsTr("Rename…")
        visible: root.page.editable
        onTriggered: root.page.showDialog("BoardRenameDialog.qml")
    }
    MenuItem {
        icon: "history"
        menu: root
        shortcutHint: qsTr("Ctrl+Alt+H")
        text: qsTr("Versions")
        onTriggered: root.page.showPane("versions")
    }
    MenuItem {
        icon: "link"
        menu: root
        text: qsTr("Copy a link to it")
        onTriggered: root.page.copyLink()
    }
    MenuDivider {}
    MenuItem {
        icon: "download"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+E")
        text: qsTr("Export…")
        onTriggered: root.page.showDialog("BoardExportDialog.qml")
    }
    MenuItem {
        icon: "upload"
        menu: root
        text: qsTr("Import a picture or an Excalidraw file…")
        visible: root.page.editable
        onTriggered: root.page.showDialog("BoardImportDialog.qml")
    }
    MenuItem {
        icon: "image"
        menu: root
        text: qsTr("Copy the page as a picture")
        onTriggered: {
            root.page.canvas.selectNone();
            root.page.canvas.copyAsPicture();
        }
    }
    MenuItem {
        icon: "list"
        menu: root
        text: qsTr("All boards of the room")
        onTriggered: root.page.workspace.listRoomBoards()
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
        onTriggered: root.page.showDialog("BoardRemoveDialog.qml")
    }
}
