import QtQuick
import Coterie.Ui

/// One emoji.
Item {
    id: root

    required property int index
    required property string emoji
    required property string name
    readonly property EmojiView view: root.GridView.view as EmojiView
    readonly property string caption: ":" + root.name + ":"

    width: root.view ? root.view.cellWidth : 0
    height: root.view ? root.view.cellHeight : 0
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.selected: root.GridView.isCurrentItem
    Accessible.onPressAction: root.view.picked(root.emoji, false)

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(2)
        radius: Theme.px(7)
        visible: root.GridView.isCurrentItem
        color: Theme.selected
        border.width: root.view && root.view.activeFocus ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
    Text {
        anchors.centerIn: parent
        text: root.emoji
        textFormat: Text.PlainText
        font.family: Theme.emojiFamily
        font.pixelSize: Theme.textLarge
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPositionChanged: root.view.currentIndex = root.index
        onClicked: mouse => root.view.picked(root.emoji, (mouse.modifiers & Qt.ShiftModifier) !== 0)
    }
}
