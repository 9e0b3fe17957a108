import QtQuick
import Coterie.Ui

/// What is left of a deleted message.
Text {
    horizontalAlignment: Text.AlignLeft
    text: qsTr("Message deleted")
    textFormat: Text.PlainText
    color: Theme.faint
    font.family: Theme.family
    font.pixelSize: Theme.textBody
    font.italic: true
    topPadding: Theme.px(2)
    bottomPadding: -Theme.px(2)
    lineHeight: Theme.textLine
    lineHeightMode: Text.FixedHeight
}
