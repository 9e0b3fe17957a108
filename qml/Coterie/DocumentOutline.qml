import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The headings of the text and how long it is.
DocumentPane {
    id: root

    required property DocumentModel document
    required property DocumentEditor editor

    title: qsTr("Outline")

    DocumentOutlineList {
        id: list

        anchors.bottom: count.top
        anchors.top: parent.top
        focus: true
        label: qsTr("Headings")
        model: root.editor.headings
        width: parent.width
        here: root.editor.currentHeading
        delegate: DocumentOutlineRow {}
        onActed: (verb, row, subject) => {
            root.editor.scrollTo(Number(subject));
            root.editor.select(Number(subject), Number(subject));
        }
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        anchors.centerIn: list
        detail: qsTr("Begin a line with # to make one.")
        title: qsTr("No headings yet")
        visible: list.count === 0
        width: parent.width - Theme.space5 * 2
    }

    Label {
        id: count

        anchors.bottom: parent.bottom
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        height: Theme.px(40)
        leftPadding: Theme.space4
        text: qsTr("%1, %2").arg(root.editor.wordCount === 1 ? qsTr("1 word") : qsTr("%n words", "", root.editor.wordCount)).arg(root.editor.characterCount === 1 ? qsTr("1 character") : qsTr("%n characters", "", root.editor.characterCount))
        verticalAlignment: Text.AlignVCenter
        width: parent.width
    }
}
