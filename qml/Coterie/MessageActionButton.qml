import QtQuick
import Coterie.Ui

/// One button of the bar over a message. The keyboard has keys of its own for these, so Tab passes them by.
IconButton {
    size: Theme.px(28)
    iconSize: Theme.px(16)
    activeFocusOnTab: false
}
