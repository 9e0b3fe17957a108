import QtQuick
import Coterie.Ui

/// What there is to say about the selected words.
DocumentDialog {
    id: root

    property int start: 0
    property int end: 0

    acceptEnabled: words.text.trim().length > 0
    acceptText: qsTr("Comment")
    title: qsTr("Comment")
    onAboutToOpen: {
        root.start = root.editor.selectionStart;
        root.end = root.editor.selectionEnd;
    }
    onAccepted: root.document.comments.add(root.start, root.end, words.text)

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        PlainText {
            color: Theme.soft
            elide: Text.ElideRight
            font.italic: true
            font.pixelSize: Theme.textCaption
            maximumLineCount: 3
            text: root.editor.selectedText
            width: parent.width
            wrapMode: Text.Wrap
        }

        Field {
            id: words

            focus: true
            label: qsTr("Comment")
            placeholder: qsTr("What is there to say about it?")
            width: parent.width
            onAccepted: root.accept()
        }
    }
}
