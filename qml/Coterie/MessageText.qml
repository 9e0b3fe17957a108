import QtQuick
import Coterie.Ui

/// One paragraph. The text was made by C++ from escaped words, with b, i, s, font and a as its only tags.
Text {
    id: root

    /// Where the last word ends if the paragraph is one line, else -1.
    readonly property real lineEnd: root.lineCount === 1 ? root.contentWidth : -1

    textFormat: Text.StyledText
    wrapMode: Text.Wrap
    color: Theme.ink
    linkColor: Theme.accent
    font.family: Theme.family
    font.pixelSize: Theme.textBody
    topPadding: Theme.px(2) // a fixed line height adds below the letters only: this centres them
    bottomPadding: -Theme.px(2)
    lineHeight: Theme.textLine
    lineHeightMode: Text.FixedHeight
}
