import QtQuick
import Coterie.Ui

/// One tool of the composer.
IconButton {
    size: Theme.px(28)
    iconSize: Theme.px(16)
}
