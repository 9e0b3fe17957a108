import QtQuick
import Coterie.Models

/// Where other people's pointers are drawn: whose they are, and how a sample becomes a place.
Item {
    required property CursorModel cursors
    /// mapAnchor(anchor: string, x: real, y: real): point, or null where the anchor is not to be seen
    required property var mapAnchor
}
