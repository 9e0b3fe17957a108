import QtQuick
import Coterie.Ui

/// One of the reactions that can be thrown.
Pressable {
    id: root

    required property int index
    required property string modelData

    signal chosen(int place)

    height: Theme.px(38)
    plate: Pressable.Hover
    ring: true
    ringRadius: 19
    text: root.modelData
    tip: String(root.index + 1)
    width: height
    onClicked: root.chosen(root.index)

    Text {
        anchors.centerIn: parent
        font.family: Theme.emojiFamily
        font.pixelSize: Theme.textLarge
        text: root.modelData
        textFormat: Text.PlainText
    }
}
