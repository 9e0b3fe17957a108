import QtQuick
import Coterie.Models
import Coterie.Ui

/// A question for the room, with two to ten answers.
Dialog {
    id: root

    required property RoomModel room
    readonly property int mostAnswers: 10
    property list<string> answers: ["", ""]
    readonly property list<string> written: root.filled(root.answers)

    function filled(all: list<string>): list<string> {
        return all.map(answer => answer.trim()).filter(answer => answer !== "");
    }

    function change(index: int, text: string): void {
        const next = root.answers.slice();
        next[index] = text;
        if (index === next.length - 1 && text !== "" && next.length < root.mostAnswers)
            next.push("");
        root.answers = next;
    }

    title: qsTr("New poll")
    acceptText: qsTr("Ask")
    acceptEnabled: question.text.trim() !== "" && root.written.length >= 2
    onAboutToOpen: {
        question.text = "";
        root.answers = [];
        root.answers = ["", ""];
        several.checked = false;
    }
    onOpenedChanged: {
        if (root.opened)
            question.forceActiveFocus(Qt.PopupFocusReason);
    }
    onAccepted: root.room.sendPoll(question.text.trim(), root.written, several.checked)

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
        Repeater {
            model: root.answers.length

            Field {
                required property int index

                width: parent ? parent.width : 0
                label: qsTr("Answer %1").arg(index + 1)
                placeholder: label
                maximumLength: 120
                onTextChanged: {
                    if (root.answers[index] !== text)
                        root.change(index, text);
                }
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
