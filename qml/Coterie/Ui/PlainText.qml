import QtQuick

/// Words as they are: plain text, so a stranger's name or topic can neither load a picture nor change the layout. It is not
/// said to screen readers: what it is part of says it. The family is the application's, set once by install().
Text {
    elide: Text.ElideRight
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
}
