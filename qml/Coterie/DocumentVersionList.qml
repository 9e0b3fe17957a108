import Coterie.Ui

/// The list of versions, as its rows see it.
ActionList {
    property bool readOnly: false
    property string chosenId ///< the version that is looked at; empty: none
}
