import Coterie.Ui

/// One way to arrange the selection.
IconButton {
    iconSize: Theme.px(18)
    size: Theme.px(28)
    text: tip
}
