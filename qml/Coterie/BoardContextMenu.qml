import QtQuick
import Coterie
import Coterie.Ui

/// What one can do with the selected shapes, or with the place that was pressed.
Menu {
    id: root

    required property BoardPage page
    required property real atX ///< in the canvas
    required property real atY

    readonly property BoardCanvas canvas: root.page.canvas
    readonly property bool chosen: root.canvas.selectionCount > 0
    readonly property bool editable: root.page.editable

    title: qsTr("Board")

    MenuItem {
        icon: "cut"
        menu: root
        shortcutHint: qsTr("Ctrl+X")
        text: qsTr("Cut")
        visible: root.chosen && root.editable
        onTriggered: root.canvas.cut()
    }
    MenuItem {
        icon: "copy"
        menu: root
        shortcutHint: qsTr("Ctrl+C")
        text: qsTr("Copy")
        visible: root.chosen
        onTriggered: root.canvas.copy()
    }
    MenuItem {
        icon: "paste"
        menu: root
        shortcutHint: qsTr("Ctrl+V")
        text: qsTr("Paste here")
        visible: root.editable
        onTriggered: root.canvas.pasteAt(root.atX, root.atY)
    }
    MenuItem {
        icon: "duplicate"
        menu: root
        shortcutHint: qsTr("Ctrl+D")
        text: qsTr("Duplicate")
        visible: root.chosen && root.editable
        onTriggered: root.canvas.duplicate()
    }
    MenuItem {
        icon: "document"
        menu: root
        shortcutHint: qsTr("Ctrl+A")
        text: qsTr("Select all")
        visible: !root.chosen
        onTriggered: root.canvas.selectAll()
    }
    MenuDivider {
        visible: root.chosen && root.editable
    }
    MenuItem {
        icon: "group"
        menu: root
        shortcutHint: qsTr("Ctrl+G")
        text: qsTr("Group")
        visible: root.canvas.canGroup && root.editable
        onTriggered: root.canvas.group()
    }
    MenuItem {
        icon: "group"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+G")
        text: qsTr("Ungroup")
        visible: root.canvas.canUngroup && root.editable
        onTriggered: root.canvas.ungroup()
    }
    MenuItem {
        icon: root.canvas.selectionLocked ? "unlock" : "lock"
        menu: root
        shortcutHint: qsTr("Ctrl+Shift+L")
        text: root.canvas.selectionLocked ? qsTr("Unlock") : qsTr("Lock")
        visible: root.chosen && root.editable
        onTriggered: {
            if (root.canvas.selectionLocked)
                root.canvas.unlock();
            else
                root.canvas.lock();
        }
    }
    MenuItem {
        icon: "to-front"
        menu: root
        text: qsTr("Bring to the front")
        visible: root.chosen && root.editable
        onTriggered: root.canvas.toFront()
    }
    MenuItem {
        icon: "to-back"
        menu: root
        text: qsTr("Send to the back")
        visible: root.chosen && root.editable
        onTriggered: root.canvas.toBack()
    }
    MenuDivider {}
    MenuItem {
        icon: "image"
        menu: root
        text: root.chosen ? qsTr("Copy as a picture") : qsTr("Copy the page as a picture")
        onTriggered: root.canvas.copyAsPicture()
    }
    MenuItem {
        icon: "code"
        menu: root
        text: root.chosen ? qsTr("Copy as SVG") : qsTr("Copy the page as SVG")
        onTriggered: root.canvas.copyAsSvg()
    }
    MenuItem {
        icon: "download"
        menu: root
        text: qsTr("Export…")
        onTriggered: root.page.showDialog("BoardExportDialog.qml")
    }
    MenuItem {
        icon: "smile-plus"
        menu: root
        text: qsTr("Throw a reaction…")
        onTriggered: root.page.surface.react()
    }
    MenuDivider {
        visible: root.chosen && root.editable
    }
    MenuItem {
        danger: true
        icon: "trash"
        menu: root
        shortcutHint: qsTr("Del")
        text: qsTr("Delete")
        visible: root.chosen && root.editable
        onTriggered: root.canvas.remove()
    }
}
