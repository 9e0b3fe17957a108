import QtQuick
import Coterie.Ui

/// "Priya and Theo are typing" with three dots; as high when nobody is.
Item {
    id: root

    required property string text

    implicitHeight: Theme.px(30)
    Accessible.role: Accessible.StatusBar
    Accessible.name: root.text
    Accessible.ignored: root.text === ""

    Text {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(28)
        width: Math.min(implicitWidth, parent.width - Theme.px(60) - dots.width)
        anchors.verticalCenter: parent.verticalCenter
        text: root.text
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.soft
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
    }
    Loader {
        id: dots

        anchors.left: words.right
        anchors.leftMargin: Theme.px(5)
        anchors.verticalCenter: parent.verticalCenter
        active: root.text !== ""
        sourceComponent: RoomTypingDots {}
    }
}
