import QtQuick
import Coterie.Models
import Coterie.Ui

/// A name, a purpose, and who may see it.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    acceptEnabled: nameField.text.trim().length > 0
    acceptText: qsTr("Create the room")
    title: qsTr("Create a room")
    onAccepted: root.workspace.createRoom(nameField.text.trim(), kind.currentIndex === 1 ? "private" : "public", topicField.text.trim())

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Field {
            id: nameField

            focus: true
            icon: kind.currentIndex === 1 ? "lock" : "hash"
            label: qsTr("Name")
            maximumLength: 64
            placeholder: qsTr("Name, like launch")
            width: parent.width
            onAccepted: root.accept()
        }

        Field {
            id: topicField

            label: qsTr("Topic")
            visible: !root.workspace.connection.plain
            maximumLength: 250
            placeholder: qsTr("What it is about (optional)")
            width: parent.width
            onAccepted: root.accept()
        }

        Segmented {
            id: kind

            label: qsTr("Who may join")
            visible: !root.workspace.connection.plain
            options: [qsTr("Everyone here"), qsTr("Invited people")]
            onChosen: index => kind.currentIndex = index
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.workspace.connection.plain ? qsTr("Anyone who knows its name can join it.") : kind.currentIndex === 1 ? qsTr("Only members see that it exists.") : qsTr("Anyone in the workspace can find and join it.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
