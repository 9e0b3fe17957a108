import QtQuick

/// The name of a pane or a card.
Label {
    font.pixelSize: Theme.textHeading
    strong: true
    Accessible.role: Accessible.Heading
}
