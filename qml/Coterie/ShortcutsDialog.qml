import QtQuick
import Coterie.Models
import Coterie.Ui

/// Ctrl+/: what the keyboard can do.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    boxWidth: Theme.px(500)
    title: qsTr("Keyboard shortcuts")

    ShortcutTable {
        width: parent ? parent.width : 0
    }
}
