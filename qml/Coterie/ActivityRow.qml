import QtQuick
import Coterie.Ui

/// One line of the activity feed.
Item {
    id: root

    required property string userName
    required property string initials
    required property string color
    required property string action
    required property string target
    required property string timeText

    height: words.height + Theme.px(10)
    width: ListView.view ? ListView.view.width : 0
    Accessible.name: qsTr("%1 %2 %3, %4").arg(root.userName).arg(root.action).arg(root.target).arg(root.timeText)
    Accessible.role: Accessible.ListItem

    Avatar {
        color: root.color.length > 0 ? root.color : Theme.offline
        initials: root.initials
        size: Theme.px(22)
        x: Theme.space4
        y: Theme.px(6)
    }

    Column {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(48)
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        spacing: Theme.px(2)
        y: Theme.px(5)

        Row {
            spacing: Theme.px(4)
            width: parent.width

            PlainText {
                id: who

                color: Theme.ink
                font.pixelSize: Theme.textCaption
                font.bold: true
                text: root.userName
                width: Math.min(implicitWidth, words.width * 0.5)
            }

            PlainText {
                id: what

                color: Theme.ink
                font.pixelSize: Theme.textCaption
                text: root.action
            }

            PlainText {
                color: Theme.ink
                font.italic: true
                font.pixelSize: Theme.textCaption
                text: root.target
                width: Math.min(implicitWidth, Math.max(0, words.width - who.width - what.width - Theme.px(8)))
            }
        }

        PlainText {
            color: Theme.soft
            font.pixelSize: Theme.textSmall
            text: root.timeText
        }
    }
}
