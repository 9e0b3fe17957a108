import QtQuick
import Coterie.Models
import Coterie.Ui

/// A question for the room, with two to ten answers.
Dialog {
    id: root

    property RoomModel room

    title: qsTr("New poll")
    acceptText: qsTr("Ask")
    acceptEnabled: question.text.trim() !== "" && answers.written.length >= 2
    onAboutToOpen: {
        question.text = "";
        answers.clear();
        several.checked = false;
    }
    onOpenedChanged: {
        if (root.opened)
            question.forceActiveFocus(Qt.PopupFocusReason);
    }
    onAccepted: root.room.sendPoll(question.text.trim(), answers.written, several.checked)

    Column {
        width: parent.width
        spacing: Theme.space2

        Field {
            id: question

            width: parent.width
            label: qsTr("Question")
            placeholder: qsTr("What would you like to know?")
            maximumLength: 300
        }
        PollAnswers {
            id: answers

            width: parent.width
            spacing: Theme.space2

            Repeater {
                model: answers.texts.length

                PollAnswer {}
            }
        }
        Item {
            width: parent.width
            height: Theme.px(32)

            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("People may choose several")
            }
            Switch {
                id: several

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("People may choose several")
                onToggled: checked => several.checked = checked
            }
        }
    }
}
