import QtQuick
import Coterie.Ui

/// What one can do with the words under the pointer.
Menu {
    id: root

    required property DocumentPage page

    readonly property bool chosen: root.page.editor.selectionEnd > root.page.editor.selectionStart

    title: qsTr("Text")

    MenuItem {
        icon: "undo"
        enabled: root.page.editor.undoAvailable
        menu: root
        shortcutHint: qsTr("Ctrl+Z")
        text: qsTr("Undo")
        visible: root.page.editable
        onTriggered: root.page.editor.undo()
    }
    MenuDivider {
        visible: root.page.editable
    }
    MenuItem {
        enabled: root.chosen
        icon: "cut"
        menu: root
        shortcutHint: qsTr("Ctrl+X")
        text: qsTr("Cut")
        visible: root.page.editable
        onTriggered: root.page.editor.cut()
    }
    MenuItem {
        enabled: root.chosen
        icon: "copy"
        menu: root
        shortcutHint: qsTr("Ctrl+C")
        text: qsTr("Copy")
        onTriggered: root.page.editor.copy()
    }
    MenuItem {
        icon: "paste"
        menu: root
        shortcutHint: qsTr("Ctrl+V")
        text: qsTr("Paste")
        visible: root.page.editable
        onTriggered: root.page.editor.paste()
    }
    MenuItem {
        icon: "document"
        menu: root
        shortcutHint: qsTr("Ctrl+A")
        text: qsTr("Select all")
        onTriggered: root.page.editor.selectAll()
    }
    MenuDivider {
        visible: root.page.editable
    }
    MenuItem {
        icon: "link"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+K")
        text: qsTr("Link…")
        visible: root.page.editable
        onTriggered: root.page.showDialog("DocumentLinkDialog.qml")
    }
    MenuItem {
        enabled: root.chosen
        icon: "message"
        menu: root
        shortcutHint: qsTr("Ctrl+Alt+M")
        text: qsTr("Comment…")
        visible: root.page.editable
        onTriggered: root.page.comment()
    }
}
