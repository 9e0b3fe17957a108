import QtQuick

/// Words that do something, in a line of text.
Pressable {
    id: root

    property color color: Theme.accent
    property int textSize: Theme.textCaption

    implicitHeight: words.implicitHeight
    implicitWidth: words.implicitWidth
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    Accessible.role: Accessible.Link

    Label {
        id: words

        color: root.color
        font.pixelSize: root.textSize
        font.underline: root.hovered || root.focused
        strong: true
        text: root.text
        Accessible.ignored: true
    }

    FocusRing {
        radius: Theme.px(4)
        shown: root.focused
    }
}
