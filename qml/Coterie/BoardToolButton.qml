import QtQuick
import Coterie
import Coterie.Ui

/// A tool of the bar. A second press on the chosen one keeps it after its use.
BoardTool {
    id: root

    required property int index
    required property string modelData
    required property BoardCanvas canvas
    required property BoardTools catalogue

    checkable: true
    checked: root.chosen
    chosen: root.canvas.tool === root.modelData
    description: root.chosen && root.canvas.toolLocked ? qsTr("Kept after its use") : ""
    icon: root.catalogue.icon(root.modelData)
    role: Accessible.RadioButton
    shortcutHint: root.catalogue.key(root.modelData)
    tip: root.catalogue.title(root.modelData)
    onClicked: {
        if (root.chosen && root.modelData !== "select" && root.modelData !== "hand")
            root.canvas.toolLocked = !root.canvas.toolLocked;
        root.canvas.tool = root.modelData;
    }

    IconItem {
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.topMargin: Theme.px(1)
        color: Theme.accentInk
        name: root.chosen && root.canvas.toolLocked ? "lock" : ""
        size: Theme.px(10)
    }
}
