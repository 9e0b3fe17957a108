import QtQuick
import Coterie.Ui

/// Copies the block of code under the pointer. There is one for the whole list.
IconButton {
    icon: "copy"
    size: Theme.px(26)
    iconSize: Theme.px(15)
    activeFocusOnTab: false
    tip: qsTr("Copy code")
}
