import QtQuick
import Coterie.Ui

/// The words a person has marked with the mouse. There is one for the whole list: it lies under the text it was begun in,
/// lays the same words out in the same way, unseen but for the marking, and can tell which letter is where. (`Text`, which
/// messages are drawn with, costs a third of an editable text but cannot.)
TextEdit {
    id: root

    required property MessageList list
    property Text words ///< null: nothing is marked
    property int anchorPosition: 0

    signal copyRequested(string text)

    /// The styled text at a point of the view, or null. All points here are the view's.
    function wordsAt(point: point): Text {
        const row = root.list.rowAt(point.x, point.y + root.list.contentY);
        let item = row && !row.deleted ? row as Item : null;
        while (item) {
            const found = item as Text;
            if (found && found.textFormat === Text.StyledText)
                return found;
            const at = item.mapFromItem(root.list, point.x, point.y);
            item = item.childAt(at.x, at.y);
        }
        return null;
    }

    function letterAt(point: point): int {
        const at = root.mapFromItem(root.list, point.x, point.y);
        return root.positionAt(at.x, at.y);
    }

    function begin(point: point): void {
        root.words = root.wordsAt(point);
        if (!root.words)
            return;
        root.parent = root.words;
        root.anchorPosition = root.letterAt(point);
        root.forceActiveFocus(Qt.MouseFocusReason);
    }

    function extend(point: point): void {
        if (root.words)
            root.select(root.anchorPosition, root.letterAt(point));
    }

    function beginWord(point: point): void {
        root.begin(point);
        if (!root.words)
            return;
        root.cursorPosition = root.anchorPosition;
        root.selectWord();
    }

    function clear(): void {
        root.deselect();
        root.words = null;
    }

    visible: root.words !== null
    z: -1
    y: root.words ? metrics.height - root.words.lineHeight : 0 // a document adds a fixed line's height above the letters, Text below
    width: root.words ? root.words.width : 0
    readOnly: true
    selectByMouse: false // RoomTimeline's handlers do it: the words to mark are not known before
    persistentSelection: true
    activeFocusOnPress: false
    textFormat: TextEdit.RichText
    wrapMode: root.words && root.words.wrapMode === Text.WrapAnywhere ? TextEdit.WrapAnywhere : TextEdit.Wrap
    font.family: root.words ? root.words.font.family : Theme.family
    font.pixelSize: root.words ? root.words.font.pixelSize : Theme.textBody
    font.weight: root.words ? root.words.font.weight : Font.Normal
    color: "transparent"
    selectedTextColor: "transparent"
    selectionColor: Theme.tint(Theme.accent, 0.3)
    topPadding: root.words ? root.words.topPadding : 0
    text: {
        if (!root.words)
            return "";
        // Only the marking is to be seen: no colours, no links. The tags are the ones our own code writes.
        const bare = root.words.text.replace(/<\/?(font|a|u)\b[^>]*>/g, "");
        return "<p style=\"margin:0; -qt-line-height-type:fixed; line-height:" + root.words.lineHeight + "px;\">" + bare + "</p>";
    }
    FontMetrics {
        id: metrics

        font: root.font
    }

    containmentMask: QtObject { // the mouse goes through to what lies there
        function contains(point: point): bool {
            return false;
        }
    }
    Accessible.ignored: true
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && root.selectedText !== "") {
            root.copyRequested(root.selectedText);
            event.accepted = true;
        } else if (event.matches(StandardKey.SelectAll)) {
            root.selectAll();
            event.accepted = true;
        } else if (event.key === Qt.Key_Escape) {
            root.clear();
            event.accepted = true;
        }
    }
    onActiveFocusChanged: {
        if (!root.activeFocus)
            root.clear();
    }
}
