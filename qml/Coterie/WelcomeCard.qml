import QtQuick
import Coterie.Ui

/// One way in: what it is, what it means, one button.
Card {
    id: root

    property string title
    property string detail
    property string action

    signal triggered

    implicitHeight: words.implicitHeight + button.height + Theme.space5 * 2 + Theme.space5
    radius: Theme.radiusDialog

    Column {
        id: words

        anchors.left: parent.left
        anchors.margins: Theme.px(25)
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.px(10)

        HeadingLabel {
            font.pixelSize: Theme.textSection
            text: root.title
            width: parent.width
            wrapMode: Text.Wrap
        }

        Label {
            color: Theme.soft
            lineHeight: 1.24
            text: root.detail
            width: parent.width
            wrapMode: Text.Wrap
        }
    }

    Button {
        id: button

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.px(25)
        anchors.right: parent.right
        text: root.action
        onClicked: root.triggered()
    }
}
