import QtQuick
import Coterie
import Coterie.Ui

/// What pointers are painted with and how they move, from the Theme.
PointerLook {
    scale: Theme.scale
    family: Theme.family
    emojiFamily: Theme.emojiFamily
    ink: Theme.tileInk
    edge: Theme.tileInk
    highContrast: Theme.highContrast
    animate: Theme.animate
    idleAfter: Theme.cursorIdleAfter
    idleOpacity: Theme.idleCursorOpacity
    fade: Theme.pane
}
