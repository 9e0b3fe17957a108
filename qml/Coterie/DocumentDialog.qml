import Coterie
import Coterie.Models
import Coterie.Ui

/// What the dialogs of an open document are made with.
Dialog {
    required property AppModel app
    required property Workspace workspace
    required property DocumentModel document
    required property DocumentEditor editor
}
