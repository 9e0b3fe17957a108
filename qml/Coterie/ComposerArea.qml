import QtQuick
import Coterie.Models
import Coterie.Ui

/// The text itself. The model and the field each tell the other only what it does not know yet, so neither chases the other,
/// and a word that an input method is composing is never touched.
TextEdit {
    id: root

    required property ComposerModel composer
    property bool taking: false ///< the model is telling the field, not the person

    signal cursorMoved(rect rectangle)

    function show(text: string, cursor: int): void {
        root.taking = true;
        if (root.text !== text)
            root.text = text;
        root.cursorPosition = Math.min(cursor, root.length);
        root.taking = false;
    }

    topPadding: Theme.px(12)
    bottomPadding: Theme.px(6)
    leftPadding: Theme.px(13)
    rightPadding: Theme.px(13)
    textFormat: TextEdit.PlainText
    wrapMode: TextEdit.Wrap
    selectByMouse: true
    persistentSelection: true
    color: Theme.ink
    selectionColor: Theme.accent
    selectedTextColor: Theme.accentInk
    font.family: Theme.family
    font.pixelSize: Theme.textBody

    Accessible.role: Accessible.EditableText
    Accessible.name: root.composer.placeholder
    Accessible.description: root.composer.lengthWarning
    Accessible.editable: true
    Accessible.multiLine: true
    Accessible.focusable: true

    onTextChanged: {
        if (root.taking)
            return;
        root.composer.text = root.text;
        root.composer.updateCompletion(root.cursorPosition);
        if (root.length > 0)
            root.composer.keyPressed();
    }
    onCursorPositionChanged: {
        if (!root.taking)
            root.composer.updateCompletion(root.cursorPosition);
    }
    onCursorRectangleChanged: root.cursorMoved(root.cursorRectangle)
    Component.onCompleted: root.show(root.composer.text, root.composer.text.length)

    Connections {
        target: root.composer

        function onTextChanged(): void {
            if (root.composer.text !== root.text)
                root.show(root.composer.text, root.composer.text.length);
        }

        function onTextReplaced(text: string, cursor: int): void {
            root.show(text, cursor);
        }

        function onSelectionSuggested(start: int, end: int): void {
            root.select(start, end);
        }

        function onFocusRequested(): void {
            root.forceActiveFocus(Qt.OtherFocusReason);
        }
    }
    Text {
        x: root.leftPadding
        y: root.topPadding
        width: root.width - root.leftPadding - root.rightPadding
        visible: root.length === 0 && root.preeditText === ""
        text: root.composer.placeholder
        textFormat: Text.PlainText
        elide: Text.ElideRight
        maximumLineCount: 1
        color: Theme.faint
        font.family: Theme.family
        font.pixelSize: Theme.textBody
    }
}
