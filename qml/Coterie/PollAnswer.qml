import QtQuick
import Coterie.Ui

/// One answer while a poll is being written.
Field {
    id: root

    required property int index
    readonly property PollAnswers answers: root.parent as PollAnswers

    width: root.parent ? root.parent.width : 0
    label: qsTr("Answer %1").arg(root.index + 1)
    placeholder: root.label
    maximumLength: 120
    onEdited: root.answers.change(root.index, root.text)
}
