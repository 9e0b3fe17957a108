import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// Words that do something, in a line of text.
Pressable {
    id: root

    property color color: Theme.accent
    property int textSize: Theme.textCaption

    implicitHeight: words.implicitHeight
    implicitWidth: words.implicitWidth
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    ring: true
    ringRadius: 4
    role: Accessible.Link

    PlainText {
        id: words

        color: root.color
        font.pixelSize: root.textSize
        font.underline: root.hovered || root.focused
        font.bold: true
        text: root.text
    }
}
