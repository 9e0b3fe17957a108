import QtQuick
import Coterie.Ui

/// The message this one answers, in one line; a click leads there.
Item {
    id: root

    readonly property MessageData row: (root.parent as MessagePart).row

    implicitHeight: Theme.px(22)

    Rectangle {
        anchors.left: parent.left
        width: Theme.px(2)
        height: parent.height - Theme.space1
        radius: width
        color: hover.hovered ? Theme.accent : Theme.line
    }
    Text {
        id: who

        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        height: parent.height - Theme.space1
        width: Math.min(implicitWidth, Theme.px(160))
        text: root.row.replyAuthor
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.soft
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
        font.weight: Theme.weightStrong
        verticalAlignment: Text.AlignVCenter
    }
    Text {
        anchors.left: who.right
        anchors.leftMargin: Theme.px(6)
        anchors.right: parent.right
        height: who.height
        horizontalAlignment: Text.AlignLeft
        text: root.row.replyText
        textFormat: Text.PlainText
        elide: Text.ElideRight
        maximumLineCount: 1
        color: hover.hovered ? Theme.ink : Theme.soft
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
        verticalAlignment: Text.AlignVCenter
    }
    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }
    TapHandler {
        onTapped: root.row.view.messages.jumpTo(root.row.replyKey)
    }
}
