import QtQuick

/// The chords of an open document that are not the text's own.
Item {
    id: root

    property bool editable: false

    signal findRequested(bool replacing)
    signal paneToggled(string name)
    signal commentRequested
    signal versionRequested
    signal linkRequested

    Shortcut {
        sequences: ["Ctrl+F"]
        onActivated: root.findRequested(false)
    }

    Shortcut {
        sequences: ["Ctrl+H"]
        onActivated: root.findRequested(true)
    }

    Shortcut {
        sequences: ["Ctrl+Shift+O"]
        onActivated: root.paneToggled("outline")
    }

    Shortcut {
        sequences: ["Ctrl+Alt+C"]
        onActivated: root.paneToggled("comments")
    }

    Shortcut {
        sequences: ["Ctrl+Alt+M"]
        onActivated: root.commentRequested()
    }

    Shortcut {
        sequences: ["Ctrl+Alt+H"]
        onActivated: root.paneToggled("versions")
    }

    Shortcut {
        sequences: ["Ctrl+S"]
        onActivated: root.versionRequested()
    }

    Shortcut {
        enabled: root.editable
        sequences: ["Ctrl+Shift+K"]
        onActivated: root.linkRequested()
    }
}
