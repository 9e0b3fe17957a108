import QtQuick
import Coterie.Models

/// The chords that work anywhere in a workspace.
Item {
    id: root

    required property Workspace workspace

    readonly property bool inDocument: root.workspace.page === Workspace.Document || root.workspace.page === Workspace.Board

    signal overlayRequested(string file)
    signal paneRequested(bool forward)

    Shortcut {
        sequences: ["Ctrl+K"]
        onActivated: root.overlayRequested("JumpBox.qml")
    }

    Shortcut {
        enabled: !root.inDocument // there it finds in the text
        sequences: ["Ctrl+F"]
        onActivated: root.workspace.openSearch(true)
    }

    Shortcut {
        sequences: ["Ctrl+Shift+F"]
        onActivated: root.workspace.openSearch(false)
    }

    Shortcut {
        sequences: ["Ctrl+/"]
        onActivated: root.overlayRequested("ShortcutsDialog.qml")
    }

    Shortcut {
        enabled: root.workspace.connection.hasRooms
        sequences: ["Ctrl+Shift+N"]
        onActivated: root.overlayRequested("CreateRoomDialog.qml")
    }

    Shortcut {
        enabled: root.workspace.hasDocuments
        sequences: ["Ctrl+Shift+D"]
        onActivated: root.overlayRequested("NewDocumentDialog.qml")
    }

    Shortcut {
        enabled: root.workspace.hasDocuments && root.workspace.page !== Workspace.Board // there it duplicates
        sequences: ["Ctrl+D"]
        onActivated: {
            if (root.workspace.page === Workspace.Document)
                root.workspace.page = Workspace.Room;
            else
                root.workspace.openRoomDocuments();
        }
    }

    Shortcut {
        enabled: root.workspace.hasDocuments
        sequences: ["Ctrl+Alt+B"]
        onActivated: {
            if (root.workspace.page === Workspace.Board)
                root.workspace.page = Workspace.Room;
            else
                root.workspace.openRoomBoards();
        }
    }

    Shortcut {
        enabled: root.workspace.hasDocuments
        sequences: ["Ctrl+Shift+B"]
        onActivated: root.overlayRequested("NewBoardDialog.qml")
    }

    Shortcut {
        enabled: !root.inDocument // there it moves lines and shapes
        sequences: ["Alt+Up"]
        onActivated: root.workspace.previousRoom()
    }

    Shortcut {
        enabled: !root.inDocument
        sequences: ["Alt+Down"]
        onActivated: root.workspace.nextRoom()
    }

    Shortcut {
        sequences: ["Ctrl+Shift+A"]
        onActivated: root.workspace.nextUnread()
    }

    Shortcut {
        sequences: ["Ctrl+,"]
        onActivated: root.workspace.page = Workspace.Settings
    }

    Shortcut {
        sequences: ["F6"]
        onActivated: root.paneRequested(true)
    }

    Shortcut {
        sequences: ["Shift+F6"]
        onActivated: root.paneRequested(false)
    }
}
