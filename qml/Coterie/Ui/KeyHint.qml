import QtQuick

/// A key or chord in a small frame: Ctrl K.
Rectangle {
    id: root

    property string text

    border.color: Theme.line
    border.width: Theme.lineWidth
    color: "transparent"
    implicitHeight: Theme.px(20)
    implicitWidth: words.implicitWidth + Theme.px(11)
    radius: Theme.px(4)

    PlainText {
        id: words

        anchors.centerIn: parent
        color: Theme.soft
        font.pixelSize: Theme.textCaps
        text: root.text
    }
}
