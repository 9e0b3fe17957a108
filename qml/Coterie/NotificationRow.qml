import QtQuick
import Coterie.Ui

/// One notification, under the name of its day when it is the first of it.
Pressable {
    id: root

    required property int index
    required property string type
    required property string kind
    required property string title
    required property string message
    required property string timeText
    required property string fullTime
    required property string dayTitle
    required property string source
    required property bool unread

    readonly property ActionList list: ListView.view as ActionList

    activeFocusOnTab: false
    height: day.height + body.height
    text: root.title
    width: root.list ? root.list.width : 0
    description: root.unread ? qsTr("Unread. %1, %2").arg(root.message).arg(root.timeText) : qsTr("%1, %2").arg(root.message).arg(root.timeText)
    ring: true
    ringGap: -2
    role: Accessible.ListItem
    onClicked: root.list.acted("open", root.index, "", root)

    Item {
        id: day

        height: visible ? Theme.px(32) : 0
        visible: root.dayTitle.length > 0
        width: parent.width

        CapsLabel {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            text: root.dayTitle
        }
    }

    Rectangle {
        id: body

        color: root.unread ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        height: words.height + Theme.px(28)
        width: parent.width
        y: day.height

        Tile {
            kind: root.kind
            type: root.type
            x: Theme.space4
            y: Theme.px(14)
        }

        Column {
            id: words

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(58)
            anchors.right: dot.left
            anchors.rightMargin: Theme.space4
            spacing: Theme.px(4)
            y: Theme.px(14)

            PlainText {
                color: Theme.ink
                font.pixelSize: Theme.textBody
                font.bold: true
                text: root.title
                width: parent.width
            }

            PlainText {
                font.pixelSize: Theme.textBody
                color: Theme.soft
                maximumLineCount: 2
                text: root.message
                visible: root.message.length > 0
                width: parent.width
                wrapMode: Text.Wrap
            }

            PlainText {
                color: Theme.soft
                font.pixelSize: Theme.textSmall
                text: root.source.length > 0 ? qsTr("%1 · %2").arg(root.timeText).arg(root.source) : root.timeText
                width: parent.width
            }
        }

        Rectangle {
            id: dot

            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            color: Theme.accent
            height: Theme.space2
            radius: height / 2
            visible: root.unread
            width: height
            y: Theme.px(22)
        }

        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
}
