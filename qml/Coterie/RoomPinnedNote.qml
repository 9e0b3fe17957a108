import QtQuick
import Coterie.Ui

/// How many messages are pinned here; a click lists them.
Pressable {
    id: root

    property int count: 0

    implicitHeight: Theme.px(28)
    implicitWidth: note.width + 2 * Theme.space2
    plate: Pressable.Hover
    ring: true
    ringGap: 0
    text: qsTr("%n pinned message(s)", "", root.count)
    tip: qsTr("Show the pinned messages")

    Row {
        id: note

        anchors.centerIn: parent
        spacing: Theme.px(3)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "pin"
            size: Theme.px(15)
            color: root.hovered || root.focused ? Theme.ink : Theme.soft
        }
        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.soft
            font.pixelSize: Theme.textSmall
            text: root.count.toString()
        }
    }
}
