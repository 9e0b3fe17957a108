import QtQuick
import Coterie.Ui

/// The way to one category of emoji.
Pressable {
    id: root

    required property int index
    readonly property EmojiCategoryRow row: root.parent as EmojiCategoryRow
    readonly property bool current: root.row !== null && root.row.current === root.index
    readonly property string sign: root.row ? root.row.signs[root.index] ?? "" : ""

    width: root.row ? root.row.width / Math.max(1, root.row.titles.length) : 0
    height: root.row ? root.row.height : 0
    text: root.row ? root.row.titles[root.index] ?? "" : ""
    tip: root.text
    checkable: true
    ring: true
    ringGap: 0
    checked: root.current
    onClicked: root.row.chosen(root.row.starts[root.index])

    Text {
        anchors.centerIn: parent
        text: root.sign
        textFormat: Text.PlainText
        font.family: Theme.emojiFamily
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
}
