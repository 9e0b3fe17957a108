import Coterie.Ui

/// The list of headings, as its rows see it.
ActionList {
    property int here: -1 ///< the one that what is seen stands under
}
