import QtQuick
import Coterie.Ui

/// Looks like a search field, opens the jump box.
Pressable {
    id: root

    implicitHeight: Theme.px(34)
    shortcutHint: qsTr("Ctrl+K")
    ring: true
    text: qsTr("Jump to or search")

    Card {
        anchors.fill: parent
        border.color: root.hovered ? Theme.faint : Theme.line
        radius: Theme.radiusControl
    }

    PlainText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(11)
        anchors.right: hint.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textCaption
        text: root.text
    }

    KeyHint {
        id: hint

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        text: qsTr("Ctrl K")
    }
}
