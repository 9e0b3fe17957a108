import QtQuick
import Coterie.Ui

/// One document of a room.
Pressable {
    id: root

    required property int index
    required property string docId
    required property string title
    required property string kind
    required property string detail
    required property int waiting

    readonly property ActionList list: ListView.view as ActionList

    activeFocusOnTab: false
    description: root.detail
    height: Theme.px(56)
    plate: Pressable.Select
    ring: true
    ringGap: 0
    role: Accessible.ListItem
    text: root.title
    width: root.list ? root.list.width : 0
    onClicked: root.list.acted("open", root.index, root.docId, root)

    IconItem {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        name: root.kind
        size: Theme.iconSize
        x: Theme.space3
    }

    Column {
        anchors.left: sign.right
        anchors.leftMargin: Theme.space3
        anchors.right: waits.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(2)

        PlainText {
            color: Theme.ink
            font.bold: true
            font.pixelSize: Theme.textBody
            text: root.title
            width: parent.width
        }

        PlainText {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.detail
            width: parent.width
        }
    }

    PlainText {
        id: waits

        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.waiting > 0 ? qsTr("%n waiting", "", root.waiting) : ""
    }
}
