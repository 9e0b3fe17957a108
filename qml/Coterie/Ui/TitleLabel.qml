import QtQuick

/// The one big line of a page.
Label {
    font.pixelSize: Theme.textTitle
    strong: true
    Accessible.role: Accessible.Heading
}
