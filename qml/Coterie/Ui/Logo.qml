import QtQuick

/// The sign of the product, or of a workspace: a letter on the accent colour.
Rectangle {
    id: root

    property string letter: "C"
    property int size: Theme.px(26)

    color: Theme.accent
    height: root.size
    radius: Math.round(root.size * 0.27)
    width: root.size

    PlainText {
        anchors.centerIn: parent
        color: Theme.accentInk
        font.pixelSize: Math.round(root.size * 0.55)
        font.weight: Font.Bold
        text: root.letter
    }
}
