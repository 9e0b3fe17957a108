import QtQuick
import Coterie.Models
import Coterie.Ui

/// Loads a dialog when it is asked for, opens it, and lets it go when it has closed.
Item {
    id: root

    required property AppModel app
    required property Workspace workspace

    function show(file: string, at: Item) {
        loader.setSource("");
        loader.setSource(file, {
            app: root.app,
            workspace: root.workspace
        });
        const popup = loader.item as Popup;
        if (popup && at)
            popup.openAt(at);
        else if (popup)
            popup.open();
    }

    Loader {
        id: loader
    }

    // Not at once: a menu closes first and then does what was chosen.
    Timer {
        id: retire

        interval: 0
        onTriggered: {
            const popup = loader.item as Popup;
            if (popup && !popup.opened)
                loader.setSource("");
        }
    }

    Connections {
        function onClosed() {
            retire.restart();
        }

        function onOverlayRequested(file: string, at: Item) {
            root.show(file, at);
        }

        ignoreUnknownSignals: true
        target: loader.item
    }
}
