import QtQuick
import Coterie
import Coterie.Ui

/// What a board is shown with, from the Theme.
BoardLook {
    accent: Theme.accent
    dark: Theme.dark
    family: Theme.family
    glide: Theme.scroll
    ground: Theme.background
    highContrast: Theme.highContrast
    lineWidth: Theme.lineWidth
}
