import Coterie.Models
import Coterie.Ui

/// What the dialogs of an open board are made with.
Dialog {
    required property BoardPage page
    required property BoardModel document
}
