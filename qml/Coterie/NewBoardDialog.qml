import QtQuick
import Coterie.Models
import Coterie.Ui

/// A title and something to begin with, and it is there: also without a connection.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    acceptEnabled: name.text.trim().length > 0 && root.workspace.room !== null
    acceptText: qsTr("Create the board")
    boxWidth: Theme.px(560)
    title: qsTr("New board")
    onAccepted: root.workspace.createBoard(name.text, root.workspace.room.roomId, begins.nameAt(Math.max(list.currentIndex, 0)))

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Field {
            id: name

            focus: true
            icon: "board"
            label: qsTr("Title")
            maximumLength: 200
            placeholder: qsTr("Title, like Onboarding flow")
            width: parent.width
            onAccepted: root.accept()
        }

        BoardTemplateList {
            id: list

            model: BoardTemplateModel {
                id: begins

                dark: Theme.dark
                family: Theme.family
                highContrast: Theme.highContrast
                pixels: list.pixels // qmllint disable
            }
            width: parent.width
            onActed: (verb, row) => list.currentIndex = row
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.workspace.room ? qsTr("It belongs to %1: who can read there can look at it, and members draw.").arg(root.workspace.room.title) : ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
