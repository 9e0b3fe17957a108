import QtQuick
import Coterie.Ui

/// What stands to the right of the avatar.
Column {
    id: root

    required property MessageData row

    MessagePart {
        width: parent.width
        row: root.row
        active: !root.row.grouped
        source: "MessageHeader.qml"
    }
    MessagePart {
        width: parent.width
        row: root.row
        active: root.row.replyKey !== ""
        source: "MessageQuoteLine.qml"
    }
    Item {
        width: parent.width
        height: Math.max(body.height, status.y + (status.active ? status.height : 0))
        visible: body.active || status.active

        MessageBody {
            id: body

            width: parent.width
            row: root.row
        }
        MessagePart {
            id: status

            /// Behind the last word where there is room for it, else on a line of its own.
            readonly property bool beside: !Theme.mirrored && body.lineEnd >= 0 && body.lineEnd + Theme.px(10) + width <= parent.width

            anchors.left: parent.left
            anchors.leftMargin: beside ? body.lineEnd + Theme.px(10) : 0
            y: beside ? 0 : body.height
            row: root.row
            active: root.row.hasStatus
            source: "MessageStatus.qml"
        }
    }
    Item {
        width: 1
        height: Theme.px(5)
        visible: card.active
    }
    MessagePart {
        id: card

        anchors.left: parent.left
        width: Math.min(root.width, Theme.px(430))
        row: root.row
        active: root.row.hasPoll && !root.row.deleted
        source: "PollCard.qml"
    }
    MessagePart {
        width: parent.width
        row: root.row
        active: root.row.hasReactions
        source: "MessageReactions.qml"
    }
}
