import QtQuick
import Coterie.Models
import Coterie.Ui

/// What is said in a room, and what is written in it: the two belong together.
Segmented {
    id: root

    required property Workspace workspace

    label: qsTr("View of the room")
    options: [qsTr("Chat"), qsTr("Document")]
    currentIndex: root.workspace.page === Workspace.Document ? 1 : 0
    onChosen: index => {
        if (index === 1)
            root.workspace.openRoomDocuments();
        else
            root.workspace.page = Workspace.Room;
    }
}
