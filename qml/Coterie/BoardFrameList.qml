import QtQuick
import Coterie.Ui

/// The frames of a page by name, one of them chosen; arrow keys choose.
ActionList {
    id: root

    required property list<string> names

    readonly property int row: Theme.rowHeight

    currentIndex: 0
    height: Math.min(contentHeight, Math.round(root.row * 5.5)) // half of one says that there are more
    label: qsTr("Frame")
    model: root.names
    delegate: BoardFrame {}
    onActed: (verb, row) => {
        root.currentIndex = row;
    }

    ScrollBar {
        flickable: root
    }
}
