import QtQuick
import Coterie.Ui

/// One suggestion: a person, an emoji, a room or a command.
Item {
    id: root

    required property int index
    required property string label
    required property string detail
    required property string initials
    required property string color
    required property string emoji
    required property string kind

    readonly property ComposerSuggestions view: root.ListView.view as ComposerSuggestions

    function choose(): void {
        root.view.composer.acceptCompletion(root.index);
    }

    width: root.view ? root.view.width : 0
    implicitHeight: Theme.px(34)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.detail !== "" ? root.label + ", " + root.detail : root.label
    Accessible.selected: root.ListView.isCurrentItem
    Accessible.onPressAction: root.choose()

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(7)
        visible: root.ListView.isCurrentItem
        color: Theme.selected
        border.width: Theme.highContrast ? Theme.lineWidth : 0
        border.color: Theme.accent
    }
    Item {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        width: Theme.px(24)
        height: parent.height

        Avatar {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.kind === "person"
            initials: root.initials
            color: root.color !== "" ? root.color : Theme.accent
            size: Theme.px(22)
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.kind === "emoji"
            text: root.emoji
            textFormat: Text.PlainText
            font.family: Theme.emojiFamily
            font.pixelSize: Theme.textSection
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.kind === "room" || root.kind === "command"
            name: root.kind === "room" ? "hash" : "play"
            size: Theme.px(16)
        }
    }
    PlainText {
        id: title

        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        font.pixelSize: Theme.textBody
        width: Math.min(implicitWidth, root.width * 0.6)
        text: root.label
        font.bold: root.ListView.isCurrentItem
    }
    PlainText {
        anchors.left: title.right
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.detail
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPositionChanged: root.view.currentIndex = root.index
        onClicked: root.choose()
    }
}
