import QtQuick
import Coterie.Ui

/// One way to go on with a filter: a person, a room, or a word of the search language.
Pressable {
    id: root

    required property int index
    required property string label
    required property string detail
    required property string initials
    required property string color
    required property string kind

    readonly property ActionList list: ListView.view as ActionList
    readonly property bool current: ListView.isCurrentItem

    activeFocusOnTab: false
    height: Theme.px(32)
    text: root.label
    width: root.list ? root.list.width : 0
    description: root.detail
    role: Accessible.ListItem
    selectable: true
    selected: root.current
    onClicked: root.list.acted("complete", root.index, "", root)

    Rectangle {
        anchors.fill: parent
        border.color: Theme.accent
        border.width: root.current && Theme.highContrast ? Theme.lineWidth : 0
        color: root.current ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        radius: Theme.px(7)
    }

    Item {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        height: Theme.px(20)
        width: Theme.px(20)
        x: Theme.space2

        Avatar {
            anchors.centerIn: parent
            color: root.color.length > 0 ? root.color : Theme.accent
            initials: root.initials
            size: Theme.px(20)
            visible: root.kind === "person"
        }

        Icon {
            anchors.centerIn: parent
            name: root.kind === "room" ? "hash" : "search"
            size: Theme.px(15)
            visible: root.kind !== "person"
        }
    }

    PlainText {
        id: title

        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        font.pixelSize: Theme.textBody
        text: root.label
        width: Math.min(implicitWidth, root.width * 0.6)
    }

    PlainText {
        anchors.left: title.right
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.detail
    }
}
