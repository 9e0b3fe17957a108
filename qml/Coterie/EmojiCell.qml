import QtQuick
import Coterie.Ui

/// One emoji.
Item {
    id: root

    required property int index
    required property string emoji
    required property string name
    property bool ring: false
    readonly property string caption: ":" + root.name + ":"

    signal pointed
    signal picked(bool more)

    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.selected: root.GridView.isCurrentItem
    Accessible.onPressAction: root.picked(false)

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(2)
        radius: Theme.px(7)
        visible: root.GridView.isCurrentItem
        color: Theme.selected
        border.width: root.ring ? Theme.focusWidth : 0
        border.color: Theme.accent
    }
    Text {
        anchors.centerIn: parent
        text: root.emoji
        textFormat: Text.PlainText
        font.family: Theme.family
        font.pixelSize: Theme.textLarge
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPositionChanged: root.pointed()
        onClicked: mouse => root.picked((mouse.modifiers & Qt.ShiftModifier) !== 0)
    }
}
