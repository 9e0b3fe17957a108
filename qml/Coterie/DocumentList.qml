import QtQuick
import Coterie.Models
import Coterie.Ui

/// The documents of the room.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    function show(file: string): void {
        dialog.setSource("");
        dialog.setSource(file, {
            app: root.app,
            workspace: root.workspace
        });
        (dialog.item as Popup).open();
    }

    Row {
        id: actions

        anchors.horizontalCenter: list.horizontalCenter
        spacing: Theme.space2
        visible: list.count > 0
        width: list.width
        y: Theme.space5

        Button {
            icon: "plus"
            kind: Button.Primary
            text: qsTr("New document")
            onClicked: root.show("NewDocumentDialog.qml")
        }
        Button {
            icon: "upload"
            text: qsTr("Import…")
            onClicked: root.show("DocumentImportDialog.qml")
        }
    }

    ActionList {
        id: list

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: actions.bottom
        anchors.topMargin: Theme.space4
        focus: true
        label: qsTr("Documents")
        model: root.workspace.roomDocuments
        spacing: Theme.space1
        width: Math.min(Theme.px(720), parent.width - Theme.px(32))
        delegate: DocumentListRow {}
        onActed: (verb, row, subject) => root.workspace.openDocument(subject)
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        action: qsTr("Write the first one")
        anchors.centerIn: parent
        detail: qsTr("A plan, notes, a checklist: written together, kept on every computer.")
        icon: "document"
        title: root.workspace.room ? qsTr("No documents in %1 yet").arg(root.workspace.room.title) : qsTr("No documents yet")
        visible: list.count === 0
        onTriggered: root.show("NewDocumentDialog.qml")
    }

    Loader {
        id: dialog
    }
}
