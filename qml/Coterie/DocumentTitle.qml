import QtQuick
import Coterie.Models
import Coterie.Ui

/// The name of a document, to be written over, and below it how it stands.
Item {
    id: root

    required property DocumentModel document

    signal departed ///< on to the text

    function finish(): void {
        if (root.document && name.text.trim().length > 0)
            root.document.title = name.text;
        name.text = Qt.binding(() => root.document ? root.document.title : "");
    }

    height: status.y + status.height + Theme.px(24)

    TextEdit {
        id: name

        activeFocusOnTab: true
        color: Theme.ink
        font.bold: true
        font.family: Theme.family
        font.pixelSize: Theme.textTitle
        readOnly: !root.document || root.document.readOnly
        selectByMouse: true
        selectedTextColor: Theme.accentInk
        selectionColor: Theme.accent
        text: root.document ? root.document.title : ""
        textFormat: TextEdit.PlainText
        width: parent.width
        wrapMode: TextEdit.Wrap
        y: Theme.px(34)
        Accessible.editable: !name.readOnly
        Accessible.name: qsTr("Title")
        Accessible.role: Accessible.EditableText
        Keys.onDownPressed: event => {
            event.accepted = name.cursorRectangle.y + name.cursorRectangle.height * 1.5 > name.contentHeight;
            if (event.accepted)
                root.departed();
        }
        Keys.onEscapePressed: {
            name.text = Qt.binding(() => root.document ? root.document.title : "");
            root.departed();
        }
        Keys.onPressed: event => {
            if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Tab) {
                event.accepted = true;
                root.departed();
            }
        }
        onActiveFocusChanged: {
            if (!name.activeFocus)
                root.finish();
        }
        onTextChanged: {
            if (name.length > 200)
                name.remove(200, name.length);
        }
    }

    Rectangle {
        anchors.bottom: name.bottom
        color: Theme.accent
        height: Theme.focusWidth
        visible: name.activeFocus && !name.readOnly
        width: parent.width
    }

    Label {
        id: status

        readonly property int standing: root.document ? root.document.standing : OpenDocumentModel.Calm

        anchors.top: name.bottom
        anchors.topMargin: Theme.px(10)
        color: status.standing === OpenDocumentModel.Refused ? Theme.danger : status.standing === OpenDocumentModel.Calm ? Theme.faint : Theme.soft
        font.pixelSize: Theme.textCaption
        text: root.document ? root.document.statusText : ""
        width: parent.width
        wrapMode: Text.Wrap
        Accessible.role: Accessible.StatusBar
    }
}
