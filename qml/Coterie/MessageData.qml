import QtQuick
import Coterie.Models

/// What a message row knows: the roles of the model and what follows from them.
Item {
    id: root

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

    property Item box ///< the message without the lines above it: what pointers and the bar of actions are placed on

    readonly property MessageView view: root.ListView.view as MessageView
    readonly property bool failed: root.delivery === "failed"
    readonly property bool editable: root.own && !root.failed && !root.hasPoll && !root.deleted
    readonly property bool pending: root.delivery === "pending"
    readonly property bool current: root.ListView.isCurrentItem && root.ListView.view.activeFocus
    readonly property bool hasStatus: root.delivery !== "sent" || root.edited || root.pinned || root.changePending
    /// A message of one paragraph, by far the most frequent, is drawn by one Text and nothing else.
    readonly property bool simple: root.blocks.length === 1 && root.blocks[0].kind === "paragraph"

    function also(text: string, more: string, when: bool): string {
        return !when ? text : text === "" ? more : text + ", " + more;
    }

    function stateText(): string {
        let text = root.also(root.unreadTitle, qsTr("Sending"), root.pending);
        text = root.also(text, qsTr("Not sent: %1").arg(root.failure), root.failed);
        text = root.also(text, qsTr("Edited"), root.edited);
        text = root.also(text, qsTr("Pinned"), root.pinned);
        return root.also(text, qsTr("Mentions you"), root.mentionsMe);
    }

    Accessible.role: Accessible.ListItem
    Accessible.focusable: true
    Accessible.focused: root.current
    Accessible.selectable: true
    Accessible.selected: root.ListView.isCurrentItem
    Accessible.name: qsTr("%1, %2: %3").arg(root.author).arg(root.time).arg(root.deleted ? qsTr("Message deleted") : root.plainText)
    Accessible.description: root.stateText()
}
