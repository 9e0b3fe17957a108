import QtQuick
import Coterie.Models
import Coterie.Ui

/// What is said in a room, what is written in it, and what is drawn: the three belong together.
Segmented {
    id: root

    required property Workspace workspace

    label: qsTr("View of the room")
    options: [qsTr("Chat"), qsTr("Document"), qsTr("Board")]
    currentIndex: root.workspace.page === Workspace.Document ? 1 : root.workspace.page === Workspace.Board ? 2 : 0
    onChosen: index => {
        if (index === 1)
            root.workspace.openRoomDocuments();
        else if (index === 2)
            root.workspace.openRoomBoards();
        else
            root.workspace.page = Workspace.Room;
    }
}
