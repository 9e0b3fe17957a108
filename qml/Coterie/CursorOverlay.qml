import QtQuick
import Coterie.Models

/// Other people's pointers above a surface. The host says where a sample lies in the overlay's coordinates; the overlay
/// makes the motion smooth. Nothing runs while nobody moves.
Item {
    id: root

    required property CursorModel cursors
    /// mapAnchor(anchor: string, x: real, y: real): point, or null where the anchor is not to be seen
    required property var mapAnchor

    /// What the anchors refer to has moved (scrolled, laid out again): the pointers go with it at once.
    function remap(): void {
        for (let i = 0; i < flags.count; ++i)
            (flags.itemAt(i) as CursorFlag)?.follow();
    }

    Accessible.ignored: true

    Repeater {
        id: flags

        model: root.cursors

        CursorFlag {
            overlay: root
        }
    }
}
