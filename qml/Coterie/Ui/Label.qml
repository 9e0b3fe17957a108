import QtQuick

/// PlainText that stands for itself: a screen reader says it.
PlainText {
    id: root

    property alias strong: root.font.bold

    color: Theme.ink
    font.pixelSize: Theme.textBody
    Accessible.ignored: !root.visible || root.text.length === 0
    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
}
