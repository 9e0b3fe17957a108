import QtQuick

/// The documents of the room.
OpenableList {
    createText: qsTr("New document")
    createFile: "NewDocumentDialog.qml"
    importFile: "DocumentImportDialog.qml"
    emptyIcon: "document"
    emptyTitle: workspace.room ? qsTr("No documents in %1 yet").arg(workspace.room.title) : qsTr("No documents yet")
    emptyDetail: qsTr("A plan, notes, a checklist: written together, kept on every computer.")
    emptyAction: qsTr("Write the first one")
    label: qsTr("Documents")
    model: workspace.roomDocuments
}
