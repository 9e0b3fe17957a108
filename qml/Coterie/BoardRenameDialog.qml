import QtQuick
import Coterie.Ui

/// Another name for the board.
BoardDialog {
    id: root

    acceptEnabled: name.text.trim().length > 0
    acceptText: qsTr("Rename")
    title: qsTr("Rename the board")
    onAboutToOpen: name.text = root.document.title
    onAccepted: root.document.title = name.text

    Field {
        id: name

        focus: true
        icon: "board"
        label: qsTr("Title")
        maximumLength: 200
        width: parent ? parent.width : 0
        onAccepted: root.accept()
    }
}
