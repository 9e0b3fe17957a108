import QtQuick
import Coterie.Ui

/// The way to one category of emoji.
Pressable {
    id: root

    property string sign
    property bool current: false

    tip: root.text
    checkable: true
    checked: root.current

    Text {
        anchors.centerIn: parent
        text: root.sign
        textFormat: Text.PlainText
        font.family: Theme.family
        font.pixelSize: Theme.textHeading
        opacity: root.current || root.hovered || root.focused ? 1 : Theme.pendingOpacity
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(2)
        visible: root.current
        color: Theme.accent
    }
    FocusRing {
        gap: 0
        shown: root.focused
    }
}
