import QtQuick
import Coterie
import Coterie.Ui

/// Where to look, and what helps to draw straight.
Menu {
    id: root

    required property BoardCanvas canvas

    title: qsTr("Zoom")

    MenuItem {
        icon: "fit"
        menu: root
        shortcutHint: qsTr("Shift+1")
        text: qsTr("Show everything")
        onTriggered: root.canvas.zoomToFit()
    }
    MenuItem {
        enabled: root.canvas.selectionCount > 0
        icon: "search"
        menu: root
        shortcutHint: qsTr("Shift+2")
        text: qsTr("Show the selection")
        onTriggered: root.canvas.zoomToSelection()
    }
    MenuItem {
        icon: "eye"
        menu: root
        shortcutHint: qsTr("Shift+0")
        text: qsTr("100 %")
        onTriggered: root.canvas.zoomTo(100)
    }
    MenuDivider {}
    MenuItem {
        checkable: true
        checked: root.canvas.gridVisible
        icon: "grid"
        menu: root
        text: qsTr("Show the grid")
        onTriggered: root.canvas.gridVisible = !root.canvas.gridVisible
    }
    MenuItem {
        checkable: true
        checked: root.canvas.snapToGrid
        icon: "grid"
        menu: root
        text: qsTr("Snap to the grid")
        onTriggered: root.canvas.snapToGrid = !root.canvas.snapToGrid
    }
    MenuItem {
        checkable: true
        checked: root.canvas.snapToShapes
        icon: "align-left"
        menu: root
        text: qsTr("Snap to other shapes")
        onTriggered: root.canvas.snapToShapes = !root.canvas.snapToShapes
    }
}
