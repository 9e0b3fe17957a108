import QtQuick
import Coterie.Ui

/// One chord and what it does.
Item {
    id: root

    property string keys
    property string text

    implicitHeight: Theme.px(28)
    width: parent ? parent.width : implicitWidth
    Accessible.name: qsTr("%1: %2").arg(root.keys).arg(root.text)
    Accessible.role: Accessible.StaticText

    PlainText {
        anchors.left: parent.left
        anchors.right: chord.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        font.pixelSize: Theme.textCaption
        text: root.text
    }

    Row {
        id: chord

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        Repeater {
            model: root.keys.split(" ")
            delegate: ShortcutKey {}
        }
    }
}
