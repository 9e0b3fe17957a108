import QtQuick
import Coterie.Models
import Coterie.Ui

/// A title, and it is there: also without a connection.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    acceptEnabled: name.text.trim().length > 0 && root.workspace.room !== null
    acceptText: qsTr("Create the document")
    title: qsTr("New document")
    onAccepted: root.workspace.createDocument(name.text, root.workspace.room.roomId)

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Field {
            id: name

            focus: true
            icon: "document"
            label: qsTr("Title")
            maximumLength: 200
            placeholder: qsTr("Title, like Launch plan")
            width: parent.width
            onAccepted: root.accept()
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.workspace.room ? qsTr("It belongs to %1: who can read there can read it, and members write.").arg(root.workspace.room.title) : ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
