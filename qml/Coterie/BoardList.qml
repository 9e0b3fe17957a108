import QtQuick

/// The boards of the room.
OpenableList {
    createText: qsTr("New board")
    createFile: "NewBoardDialog.qml"
    emptyIcon: "board"
    emptyTitle: workspace.room ? qsTr("No boards in %1 yet").arg(workspace.room.title) : qsTr("No boards yet")
    emptyDetail: qsTr("A sketch, a flow, a wall of notes: drawn together, kept on every computer.")
    emptyAction: qsTr("Draw the first one")
    label: qsTr("Boards")
    model: workspace.roomBoards
}
