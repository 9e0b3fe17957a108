import QtQuick

/// The small capital line above a group: ROOMS, ONLINE — 4.
Label {
    color: Theme.soft
    font.capitalization: Font.AllUppercase
    font.letterSpacing: Theme.px(0.6)
    font.pixelSize: Theme.textCaps
    strong: true
}
