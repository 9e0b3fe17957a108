import QtQuick
import Coterie.Ui

/// The name over a column of the calendar.
SmallLabel {
    required property string modelData

    width: Theme.px(36) // of the grid's cells
    horizontalAlignment: Text.AlignHCenter
    text: modelData
    Accessible.ignored: true
}
