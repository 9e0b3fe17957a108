import QtQuick
import Coterie.Ui

/// What stands to the right of the avatar.
Column {
    id: root

    required property MessageRow row
    /// A message of one paragraph, by far the most frequent, is drawn by one Text and nothing else.
    readonly property bool simple: root.row.blocks.length === 1 && root.row.blocks[0].kind === "paragraph"
    readonly property bool hasStatus: root.row.delivery !== "sent" || root.row.edited || root.row.pinned || root.row.changePending

    Loader {
        width: parent.width
        active: !root.row.grouped
        visible: active
        sourceComponent: MessageHeader {
            author: root.row.author
            time: root.row.time
            fullTime: root.row.fullTime
        }
    }
    Loader {
        width: parent.width
        active: root.row.replyKey !== ""
        visible: active
        sourceComponent: MessageQuoteLine {
            author: root.row.replyAuthor
            text: root.row.replyText
            onActivated: root.row.list.messages.jumpTo(root.row.replyKey)
        }
    }
    Item {
        width: parent.width
        height: Math.max(body.height, status.beside ? 0 : body.height + status.height)
        visible: !root.row.hasPoll || root.hasStatus

        Loader {
            id: body

            readonly property real lineEnd: item ? (item as MessageText)?.lineEnd ?? -1 : -1

            width: parent.width
            opacity: root.row.pending ? Theme.pendingOpacity : 1
            active: !root.row.hasPoll
            sourceComponent: root.row.deleted ? tombstone : root.simple ? paragraph : blocks
        }
        Loader {
            id: status

            /// Behind the last word where there is room for it, else on a line of its own.
            readonly property bool beside: body.lineEnd >= 0 && body.lineEnd + Theme.space2 + width <= parent.width

            x: beside ? body.lineEnd + Theme.space2 : 0
            y: beside ? 0 : body.height
            active: root.hasStatus
            sourceComponent: MessageStatus {
                row: root.row
                roomWidth: root.width
            }
        }
    }
    Loader {
        active: root.row.hasPoll
        visible: active
        width: Math.min(root.width, Theme.px(430))
        sourceComponent: PollCard {
            poll: root.row.poll
            focusable: root.row.current
            onVoted: option => root.row.list.messages.vote(root.row.key, option)
            onClosed: root.row.list.messages.closePoll(root.row.key)
        }
    }
    Loader {
        width: parent.width
        active: root.row.hasReactions
        visible: active
        sourceComponent: MessageReactions {
            reactions: root.row.reactions
            focusable: root.row.current
            onToggled: emoji => root.row.list.messages.react(root.row.key, emoji)
            onPickerRequested: near => root.row.list.reactionPickerRequested(root.row.key, near)
        }
    }

    Component {
        id: paragraph

        MessageText {
            text: root.row.blocks[0].text
            onLinkHovered: link => root.row.list.hoveredLink = link
            onLinkActivated: link => root.row.list.linkActivated(link)
        }
    }
    Component {
        id: blocks

        MessageBlocks {
            row: root.row
        }
    }
    Component {
        id: tombstone

        Text {
            text: qsTr("Message deleted")
            textFormat: Text.PlainText
            color: Theme.faint
            font.family: Theme.family
            font.pixelSize: Theme.textBody
            font.italic: true
            lineHeight: Theme.textLine
            lineHeightMode: Text.FixedHeight
        }
    }
}
