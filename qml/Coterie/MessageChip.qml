import QtQuick
import Coterie.Ui

/// One reaction with its count, or the sign for adding one.
Pressable {
    id: root

    property string icon
    property string emoji
    property string names
    property int count: 0
    property bool mine: false

    implicitWidth: content.width + Theme.px(16)
    implicitHeight: Theme.px(24)
    checkable: root.emoji !== ""
    checked: root.mine
    text: qsTr("%1, %n reaction(s)", "", root.count).arg(root.emoji)
    tip: root.names

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: root.mine ? Theme.accentSoft : root.hovered ? Theme.hover : root.icon === "" ? Theme.raised : "transparent"
        border.width: root.icon === "" ? Theme.lineWidth : 0
        border.color: root.mine ? Theme.accent : Theme.line
    }
    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(4)

        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.icon === ""
            text: root.emoji
            textFormat: Text.PlainText
            font.pixelSize: Theme.textCaption
            font.family: Theme.family
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.icon === ""
            text: root.count.toString()
            textFormat: Text.PlainText
            color: root.mine ? Theme.accent : Theme.ink
            font.family: Theme.family
            font.pixelSize: Theme.textSmall
            font.weight: root.mine ? Theme.weightStrong : Font.Medium
        }
        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: root.icon !== ""
            name: root.icon
            size: Theme.px(16)
            color: root.hovered || root.focused ? Theme.ink : Theme.faint
        }
    }
    FocusRing {
        radius: height / 2
        shown: root.focused
    }
}
