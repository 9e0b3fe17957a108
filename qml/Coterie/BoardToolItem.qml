import QtQuick
import Coterie
import Coterie.Ui

/// A tool in the menu.
MenuItem {
    id: root

    required property string modelData
    required property BoardCanvas canvas
    required property BoardTools catalogue

    checkable: true
    checked: root.canvas.tool === root.modelData
    icon: root.catalogue.icon(root.modelData)
    shortcutHint: root.catalogue.key(root.modelData)
    text: root.catalogue.title(root.modelData)
    onTriggered: root.canvas.tool = root.modelData
}
