import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The others over a board: their pointers, what they say, point at and throw; and this person's own words and throws.
Item {
    id: root

    required property BoardCanvas canvas
    required property BoardModel document
    required property color hue ///< this person's
    readonly property alias overlay: layer
    readonly property var presence: root.document ? root.document.presence : null ///< a BoardAwareness, which QML knows as an object only
    property point pointer: Qt.point(root.canvas.centreX, root.canvas.centreY) ///< this person's, board units

    function toView(point: point): point {
        return Qt.point(layer.origin.x + point.x * root.canvas.zoom, layer.origin.y + point.y * root.canvas.zoom);
    }

    function toBoard(point: point): point {
        return Qt.point((point.x - layer.origin.x) / root.canvas.zoom, (point.y - layer.origin.y) / root.canvas.zoom);
    }

    /// What the keyboard asks for without a pointer happens in the middle of the view.
    function findPointer(): void {
        const at = root.toView(root.pointer);
        if (at.x < 0 || at.y < 0 || at.x > root.width || at.y > root.height)
            root.pointer = Qt.point(root.canvas.centreX, root.canvas.centreY);
        root.presence.pointAt(root.pointer);
    }

    function chat(): void {
        root.findPointer();
        const field = said.item as CursorChatField;
        (field ? field : root.makeField()).begin();
    }

    function makeField(): CursorChatField {
        said.setSource("CursorChatField.qml", {
            at: Qt.binding(() => root.toView(root.pointer)),
            hue: Qt.binding(() => root.hue)
        });
        return said.item as CursorChatField;
    }

    function react(): void {
        root.findPointer();
        popup.setSource("BoardReactions.qml", {
            reactions: root.presence.reactions
        });
        const menu = popup.item as BoardReactions;
        const at = root.toView(root.pointer);
        menu.placeAt(root, at.x + Theme.space2, at.y + Theme.space2);
        menu.open();
    }

    clip: true

    PointerLayer {
        id: layer

        anchors.fill: parent
        look: PointerTheme {}
        origin: Qt.point(width / 2 - root.canvas.centreX * root.canvas.zoom, height / 2 - root.canvas.centreY * root.canvas.zoom)
        source: root.document ? root.document.pointers : null
        zoom: root.canvas.zoom
    }

    Connections {
        function onPointerMoved(point: point): void {
            root.pointer = point;
        }

        target: root.canvas
    }

    Loader {
        id: said
    }

    Connections {
        function onCrossed(at: point): void {
            root.pointer = root.toBoard(at);
            root.presence.pointAt(root.pointer);
        }

        function onDeparted(): void {
            root.canvas.forceActiveFocus(Qt.OtherFocusReason);
        }

        function onSaid(words: string): void {
            if (root.document)
                root.presence.setChat(words);
        }

        ignoreUnknownSignals: true
        target: said.item
    }

    Loader {
        id: popup
    }

    Connections {
        function onChosen(reaction: string): void {
            root.presence.throwReaction(reaction, root.pointer);
        }

        ignoreUnknownSignals: true
        target: popup.item
    }

    Shortcut {
        enabled: root.canvas.activeFocus
        sequence: "J"
        onActivated: root.react()
    }
}
