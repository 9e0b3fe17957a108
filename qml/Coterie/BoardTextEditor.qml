import QtQuick
import Coterie
import Coterie.Ui

/// The words of a shape while they are written: where the shape is, as large as they will be, turned with it.
Item {
    id: root

    required property BoardCanvas canvas

    property bool following: false ///< the text is being set, not written

    /// Somebody else writes in it, too: the cursor stays where it is.
    function join(position: int, removed: int, inserted: string): void {
        root.following = true;
        if (removed > 0)
            edit.remove(position, position + removed);
        if (inserted.length > 0)
            edit.insert(position, inserted);
        root.following = false;
        root.show();
    }

    /// The keys are the board's again. Ending takes this editor away.
    function end(): void {
        const canvas = root.canvas;
        canvas.finishEditing();
        canvas.forceActiveFocus(Qt.OtherFocusReason);
    }

    function show(): void {
        if (edit.text === root.canvas.editorText || edit.inputMethodComposing)
            return;
        root.following = true;
        const at = edit.cursorPosition;
        edit.text = root.canvas.editorText;
        edit.cursorPosition = Math.min(at, edit.length);
        root.following = false;
    }

    height: root.canvas.editorRect.height
    rotation: root.canvas.editorRotation
    width: root.canvas.editorRect.width
    x: root.canvas.editorRect.x
    y: root.canvas.editorRect.y
    Component.onCompleted: {
        root.show();
        edit.forceActiveFocus(Qt.OtherFocusReason);
        edit.selectAll();
    }

    Connections {
        function onEditorEdited(position: int, removed: int, inserted: string): void {
            root.join(position, removed, inserted);
        }

        function onEditorTextChanged(): void {
            root.show();
        }

        target: root.canvas
    }

    TextEdit {
        id: edit

        color: root.canvas.editorColour
        font: root.canvas.editorFont
        horizontalAlignment: root.canvas.editorAlignment & Qt.AlignHorizontal_Mask
        selectByMouse: true
        selectedTextColor: Theme.accentInk
        selectionColor: Theme.accent
        textFormat: TextEdit.PlainText
        width: root.canvas.editorWraps ? root.width : Math.max(root.width, Math.ceil(edit.contentWidth) + 2)
        wrapMode: root.canvas.editorWraps ? TextEdit.Wrap : TextEdit.NoWrap
        x: root.canvas.editorWraps ? 0 : Math.round((root.width - width) / 2)
        y: (root.canvas.editorAlignment & Qt.AlignVCenter) ? Math.max(0, Math.round((root.height - edit.contentHeight) / 2)) : 0
        Accessible.editable: true
        Accessible.multiLine: true
        Accessible.name: qsTr("Text of the shape")
        Accessible.role: Accessible.EditableText
        Keys.onEscapePressed: root.end()
        Keys.onPressed: event => {
            const ends = (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && (event.modifiers & Qt.ControlModifier);
            if (ends || event.key === Qt.Key_Tab) {
                event.accepted = true;
                root.end();
            }
        }
        onActiveFocusChanged: {
            if (!edit.activeFocus && root.canvas.editing && root.Window.active) // another window keeps it open
                root.canvas.finishEditing();
        }
        onTextChanged: {
            if (!root.following)
                root.canvas.commitText(edit.text);
        }
    }
}
