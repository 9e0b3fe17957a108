import QtQuick
import Coterie.Ui

/// Beside Send: that the text is too long, or how many messages wait.
SmallLabel {
    id: root

    property bool warned: false

    horizontalAlignment: Text.AlignRight
    color: root.warned ? Theme.danger : Theme.faint
    Accessible.role: root.warned ? Accessible.AlertMessage : Accessible.StaticText
}
