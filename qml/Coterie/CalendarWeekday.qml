import QtQuick
import Coterie.Ui

/// The name over a column of the calendar.
PlainText {
    color: Theme.soft
    font.pixelSize: Theme.textSmall
    required property string modelData

    width: Theme.px(36) // of the grid's cells
    horizontalAlignment: Text.AlignHCenter
    text: modelData
}
