import QtQuick
import Coterie.Models

/// A grid of emoji to pick from.
GridView {
    required property EmojiModel emojis

    signal picked(string emoji, bool more)
    signal leaveRequested
}
