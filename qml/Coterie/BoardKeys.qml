import QtQuick

/// The chords of an open board that are not the canvas' own.
Item {
    id: root

    property bool following: false

    signal paneToggled(string name)
    signal versionRequested
    signal exportRequested
    signal styleToggled
    signal followEnded

    Shortcut {
        sequences: ["Ctrl+Alt+H"]
        onActivated: root.paneToggled("versions")
    }

    Shortcut {
        sequences: ["Ctrl+S"]
        onActivated: root.versionRequested()
    }

    Shortcut {
        sequences: ["Ctrl+Shift+E"]
        onActivated: root.exportRequested()
    }

    Shortcut {
        sequences: ["Ctrl+Alt+S"]
        onActivated: root.styleToggled()
    }

    Shortcut {
        enabled: root.following
        sequences: ["Esc"]
        onActivated: root.followEnded()
    }
}
