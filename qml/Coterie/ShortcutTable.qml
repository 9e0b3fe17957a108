import QtQuick
import Coterie.Ui

/// Every chord, with what it does.
Column {
    id: root

    spacing: Theme.px(2)

    CapsLabel {
        bottomPadding: Theme.px(4)
        text: qsTr("Getting around")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+K")
        text: qsTr("Jump to a room, a person, a document, a board, a message or a command")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+F Ctrl+Shift+F")
        text: qsTr("Search in this room, search everywhere")
    }

    ShortcutLine {
        keys: qsTr("Alt+↑ Alt+↓")
        text: qsTr("Room above, room below")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+A")
        text: qsTr("Next unread room")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+G")
        text: qsTr("Jump to a day of the room")
    }

    ShortcutLine {
        keys: qsTr("Home End")
        text: qsTr("First message, newest message (in the list)")
    }

    ShortcutLine {
        keys: qsTr("← → Enter")
        text: qsTr("Choose and open a link of the message (in the list)")
    }

    ShortcutLine {
        keys: qsTr("Esc")
        text: qsTr("Mark the room read, or leave what is open")
    }

    ShortcutLine {
        keys: qsTr("F6 Shift+F6")
        text: qsTr("Next pane, previous pane")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+N")
        text: qsTr("Create a room")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+D Ctrl+Shift+D")
        text: qsTr("From chat to document and back, new document")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Alt+B Ctrl+Shift+B")
        text: qsTr("From chat to board and back, new board")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+,")
        text: qsTr("Settings")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+/")
        text: qsTr("This list")
    }

    CapsLabel {
        bottomPadding: Theme.px(4)
        text: qsTr("Writing")
        topPadding: Theme.space3
    }

    ShortcutLine {
        keys: qsTr("↑")
        text: qsTr("Edit your last message (in an empty field)")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+B Ctrl+I")
        text: qsTr("Bold, italic")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+P")
        text: qsTr("Show or hide your pointer to the others")
    }

    CapsLabel {
        bottomPadding: Theme.px(4)
        text: qsTr("In a document")
        topPadding: Theme.space3
    }

    ShortcutLine {
        keys: qsTr("Ctrl+F Ctrl+H")
        text: qsTr("Find, find and replace")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+O")
        text: qsTr("Outline and length")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Alt+M Ctrl+Alt+C")
        text: qsTr("Comment on the selection, all comments")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+S Ctrl+Alt+H")
        text: qsTr("Keep a version, all versions")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+K")
        text: qsTr("Link")
    }

    ShortcutLine {
        keys: qsTr("Alt+↑ Alt+↓")
        text: qsTr("Move the line up, down")
    }

    CapsLabel {
        bottomPadding: Theme.px(4)
        text: qsTr("On a board")
        topPadding: Theme.space3
    }

    ShortcutLine {
        keys: qsTr("V Q H")
        text: qsTr("Select, lasso, hand")
    }

    ShortcutLine {
        keys: qsTr("P M E K")
        text: qsTr("Pen, highlighter, eraser, laser pointer")
    }

    ShortcutLine {
        keys: qsTr("R O D")
        text: qsTr("Rectangle, ellipse, diamond")
    }

    ShortcutLine {
        keys: qsTr("L A")
        text: qsTr("Line, arrow")
    }

    ShortcutLine {
        keys: qsTr("T N I F")
        text: qsTr("Text, sticky note, image, frame")
    }

    ShortcutLine {
        keys: qsTr("Tab Enter")
        text: qsTr("Next shape, write in it (or put one in the middle)")
    }

    ShortcutLine {
        keys: qsTr("← → ↑ ↓")
        text: qsTr("Move the selection; with Shift ten times as far")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+→ Ctrl+↓")
        text: qsTr("Make the selection wider, taller; ← and ↑ the other way")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+D Del")
        text: qsTr("Duplicate, delete")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+G Ctrl+Shift+G")
        text: qsTr("Group, ungroup")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+L")
        text: qsTr("Lock, unlock")
    }

    ShortcutLine {
        keys: qsTr("[ ]")
        text: qsTr("Backward, forward; with Shift to the very back, front")
    }

    ShortcutLine {
        keys: qsTr("Alt+A Alt+H Alt+D")
        text: qsTr("Align left, centre, right")
    }

    ShortcutLine {
        keys: qsTr("Alt+W Alt+V Alt+S")
        text: qsTr("Align top, middle, bottom")
    }

    ShortcutLine {
        keys: qsTr("Alt+Shift+H Alt+Shift+V")
        text: qsTr("Distribute across, up and down")
    }

    ShortcutLine {
        keys: qsTr("Shift+H Shift+V")
        text: qsTr("Flip left and right, up and down")
    }

    ShortcutLine {
        keys: qsTr("Shift+1 Shift+2")
        text: qsTr("Show everything, show the selection")
    }

    ShortcutLine {
        keys: qsTr("+ − Shift+0")
        text: qsTr("Zoom in, zoom out, 100 %")
    }

    ShortcutLine {
        keys: qsTr("/")
        text: qsTr("Say something at your pointer")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+C")
        text: qsTr("Copy as a picture")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Shift+E")
        text: qsTr("Export")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+S Ctrl+Alt+H")
        text: qsTr("Keep a version, all versions")
    }

    ShortcutLine {
        keys: qsTr("Ctrl+Alt+S")
        text: qsTr("Show or hide the style")
    }

    ShortcutLine {
        keys: qsTr("PgUp PgDn")
        text: qsTr("Page before, page after")
    }

    CapsLabel {
        bottomPadding: Theme.px(4)
        text: qsTr("Size")
        topPadding: Theme.space3
    }

    ShortcutLine {
        keys: qsTr("Ctrl++ Ctrl+− Ctrl+0")
        text: qsTr("Larger, smaller, as designed")
    }
}
