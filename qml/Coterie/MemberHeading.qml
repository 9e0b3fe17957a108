import QtQuick
import Coterie.Ui

/// The title of a group of people.
CapsLabel {
    horizontalAlignment: Text.AlignLeft
    Accessible.role: Accessible.Heading
}
