import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// A person: initials on their hue, a presence dot at the corner. `status` empty shows no dot.
AvatarItem {
    id: root

    dot: Theme.presence(root.status)
    hollow: Theme.highContrast
    ink: Theme.tileInk
    rim: Theme.background
    size: Theme.px(34)
    tile: Theme.person(root.color)
    unit: Theme.scale
}
