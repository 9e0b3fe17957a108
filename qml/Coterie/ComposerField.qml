import QtQuick
import Coterie.Models
import Coterie.Ui

/// The text being written. Grows to eight lines, then scrolls.
FocusScope {
    id: root

    required property ComposerModel composer
    required property ComposerCompletion completion
    required property bool sendWithEnter
    readonly property alias cursorPosition: area.cursorPosition
    readonly property alias text: area.text
    readonly property int mostLines: 8

    signal listRequested

    function insert(position: int, text: string): void {
        area.insert(position, text);
    }

    function insertAtCursor(text: string): void {
        area.remove(area.selectionStart, area.selectionEnd);
        area.insert(area.cursorPosition, text);
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    /// Starts a word that completion answers, with a space before it where one is missing.
    function startWord(sign: string): void {
        const before = area.getText(area.cursorPosition - 1, area.cursorPosition);
        root.insertAtCursor(before === "" || /\s/.test(before) ? sign : " " + sign);
    }

    function startList(): void {
        const before = area.getText(area.cursorPosition - 1, area.cursorPosition);
        root.insertAtCursor(before === "" || before === "\n" ? "- " : "\n- ");
    }

    function mark(marker: string): void {
        area.forceActiveFocus(Qt.OtherFocusReason);
        root.composer.wrapSelection(area.selectionStart, area.selectionEnd, marker);
    }

    function send(): void {
        if (root.composer.canSend)
            root.composer.send();
        area.forceActiveFocus(Qt.OtherFocusReason);
    }

    function handle(key: int, modifiers: int): bool {
        if (area.inputMethodComposing)
            return false;
        if (root.completion.open && root.completion.handle(key, modifiers))
            return true;
        const plain = (modifiers & ~Qt.KeypadModifier) === Qt.NoModifier;
        const control = (modifiers & Qt.ControlModifier) !== 0;
        if (key === Qt.Key_Return || key === Qt.Key_Enter) {
            if (modifiers & (Qt.ShiftModifier | Qt.AltModifier) || (!control && !root.sendWithEnter))
                return false;
            root.send();
            return true;
        }
        if (key === Qt.Key_Up && area.length === 0 && plain) {
            root.composer.editLast();
            return true;
        }
        if (key === Qt.Key_Up && area.length === 0 && modifiers === Qt.ShiftModifier) {
            root.listRequested();
            return true;
        }
        if (key === Qt.Key_Escape)
            return root.composer.cancel();
        if (control && key === Qt.Key_B)
            root.mark("**");
        else if (control && key === Qt.Key_I)
            root.mark("*");
        else if (control && key === Qt.Key_E)
            root.mark("`");
        else
            return false;
        return true;
    }

    implicitHeight: Math.min(area.implicitHeight, root.mostLines * Theme.textLine + area.topPadding + area.bottomPadding)

    Flickable {
        id: flick

        anchors.fill: parent
        contentHeight: area.implicitHeight
        contentWidth: width
        boundsBehavior: Flickable.StopAtBounds
        interactive: contentHeight > height
        clip: interactive

        ComposerArea {
            id: area

            width: flick.width
            focus: true
            composer: root.composer
            Keys.onPressed: event => event.accepted = root.handle(event.key, event.modifiers)
            onCursorMoved: rectangle => {
                if (rectangle.y < flick.contentY + area.topPadding)
                    flick.contentY = Math.max(0, rectangle.y - area.topPadding);
                else if (rectangle.y + rectangle.height > flick.contentY + flick.height - area.bottomPadding)
                    flick.contentY = Math.max(0, Math.min(flick.contentHeight - flick.height,
                        rectangle.y + rectangle.height - flick.height + area.bottomPadding));
            }
        }
    }
    ScrollBar {
        flickable: flick
    }
}
