import QtQuick
import Coterie.Ui

/// A line across the list with words in the middle: a day, or "New since 09:55".
Item {
    id: root

    required property string title
    property color color: Theme.faint
    property color lineColor: Theme.line
    readonly property real wordsWidth: words.width

    implicitHeight: Theme.px(38)

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: words.x - Theme.space3
        height: Theme.lineWidth
        color: root.lineColor
    }
    Text {
        id: words

        anchors.centerIn: parent
        text: root.title
        textFormat: Text.PlainText
        color: root.color
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
    }
    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        anchors.right: parent.right
        width: words.x - Theme.space3
        height: Theme.lineWidth
        color: root.lineColor
    }
}
