import QtQuick
import Coterie.Models
import Coterie.Ui

/// One message. Kept light: everything that most messages do not have is made on demand.
Item {
    id: root

    required property MessageList list
    required property int index
    required property string key
    required property string messageId
    required property string author
    required property string initials
    required property color color
    required property bool own
    required property string time
    required property string fullTime
    required property string dayTitle
    required property string unreadTitle
    required property bool grouped
    required property string delivery
    required property string failure
    required property bool edited
    required property bool deleted
    required property bool pinned
    required property bool changePending
    required property bool mentionsMe
    required property string plainText
    required property var blocks ///< list of MessageBlock values
    required property string replyAuthor
    required property string replyText
    required property string replyKey
    required property bool hasReactions
    required property var reactions ///< list of ReactionChip values
    required property bool hasPoll
    required property var poll ///< a PollView value

    readonly property bool failed: root.delivery === "failed"
    readonly property bool pending: root.delivery === "pending"
    readonly property bool current: root.ListView.isCurrentItem && root.list.activeFocus
    readonly property bool lit: root.current || root.list.hoveredKey === root.key
    readonly property alias box: box ///< what cursors and the action bar are placed on: the message without the lines above it

    width: root.list.width
    height: dividers.height + box.height

    Accessible.role: Accessible.ListItem
    Accessible.focusable: true
    Accessible.focused: root.current
    Accessible.selected: root.ListView.isCurrentItem
    Accessible.name: root.accessibleName()
    Accessible.description: root.accessibleState()

    function accessibleName(): string {
        return qsTr("%1, %2: %3").arg(root.author).arg(root.time).arg(root.deleted ? qsTr("Message deleted") : root.plainText);
    }

    function accessibleState(): string {
        const states = [];
        if (root.unreadTitle !== "")
            states.push(root.unreadTitle);
        if (root.pending)
            states.push(qsTr("Sending"));
        if (root.failed)
            states.push(qsTr("Not sent: %1").arg(root.failure));
        if (root.edited)
            states.push(qsTr("Edited"));
        if (root.pinned)
            states.push(qsTr("Pinned"));
        if (root.mentionsMe)
            states.push(qsTr("Mentions you"));
        return states.join(", ");
    }

    Column {
        id: dividers

        x: root.list.margin
        width: parent.width - 2 * x

        Loader {
            width: parent.width
            active: root.dayTitle !== ""
            visible: active
            sourceComponent: MessageDivider {
                title: root.dayTitle
            }
        }
        Loader {
            width: parent.width
            active: root.unreadTitle !== ""
            visible: active
            sourceComponent: MessageDivider {
                title: root.unreadTitle
                color: Theme.danger
                lineColor: Theme.tint(Theme.danger, 0.5)
            }
        }
    }

    Rectangle {
        id: box

        x: root.list.margin
        y: dividers.height
        width: parent.width - 2 * x
        height: content.height + 2 * content.y
        radius: Theme.radiusControl
        color: root.failed ? Theme.dangerSoft : root.mentionsMe || root.lit ? Theme.hover
            : root.list.flashKey === root.key ? Theme.selected : "transparent"
        border.width: root.current ? Theme.focusWidth : 0
        border.color: Theme.accent

        Loader {
            active: root.failed
            sourceComponent: Rectangle {
                width: Theme.px(3)
                height: box.height
                radius: Theme.px(3)
                color: Theme.danger
            }
        }
        Loader {
            x: Theme.space2
            y: Theme.space1
            active: !root.grouped
            sourceComponent: Avatar {
                initials: root.initials
                color: root.color
                size: Theme.px(34)
            }
        }
        MessageContent {
            id: content

            x: Theme.px(54)
            y: root.grouped ? Theme.px(3) : Theme.px(5)
            width: parent.width - x - Theme.space2
            row: root
        }
    }
}
