import QtQuick
import Coterie

/// The words a person has marked with the mouse: in one message at a time, of which the row shows the marking. Holds the
/// keyboard while something is marked.
Item {
    id: root

    required property MessageList list
    property MessageItem row ///< null: nothing is marked
    property int anchorPosition: 0

    signal copyRequested(string text)

    /// All points here are the view's.
    function inRow(row: MessageItem, at: point): point {
        return row.mapFromItem(root.list, at.x, at.y);
    }

    function begin(at: point): void {
        root.clear();
        const row = root.list.rowAt(at.x, at.y + root.list.contentY);
        if (!row)
            return;
        const inside = root.inRow(row, at);
        if (!row.hasWordsAt(inside.x, inside.y))
            return;
        root.row = row;
        root.anchorPosition = row.positionAt(inside.x, inside.y);
        root.forceActiveFocus(Qt.MouseFocusReason);
    }

    function extend(at: point): void {
        if (!root.row)
            return;
        const inside = root.inRow(root.row, at);
        root.row.mark(root.anchorPosition, root.row.positionAt(inside.x, inside.y));
    }

    function beginWord(at: point): void {
        root.begin(at);
        if (!root.row)
            return;
        const inside = root.inRow(root.row, at);
        root.row.markWord(inside.x, inside.y);
    }

    function clear(): void {
        if (root.row)
            root.row.mark(0, 0);
        root.row = null;
    }

    visible: root.row !== null
    Accessible.ignored: true
    Keys.onPressed: event => {
        if (event.matches(StandardKey.Copy) && root.row && root.row.markedText() !== "") {
            root.copyRequested(root.row.markedText());
            event.accepted = true;
        } else if (event.matches(StandardKey.SelectAll) && root.row) {
            root.row.markAll();
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
