import QtQuick
import Coterie.Ui

/// One tool over the text.
IconButton {
    id: root

    property bool on: false

    active: root.on
    checkable: true
    checked: root.on
    iconSize: Theme.px(17)
    size: Theme.px(30)
    text: root.tip
}
