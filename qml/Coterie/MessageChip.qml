import QtQuick
import Coterie
import Coterie.Ui

/// One reaction with its count.
Pressable {
    id: root

    required property int index
    readonly property MessageItem row: root.parent ? (root.parent as MessageChips).row : null
    readonly property var chip: root.row ? root.row.reactions[root.index] ?? null : null ///< a ReactionChip value
    readonly property string emoji: root.chip ? root.chip.emoji : ""
    readonly property int count: root.chip ? root.chip.count : 0
    readonly property bool mine: root.chip ? root.chip.mine : false

    implicitWidth: content.width + Theme.px(16)
    implicitHeight: Theme.px(24)
    activeFocusOnTab: root.row !== null && root.row.current
    checkable: true
    checked: root.mine
    text: root.count === 1 ? qsTr("%1, 1 reaction").arg(root.emoji) : qsTr("%1, %n reactions", "", root.count).arg(root.emoji)
    tip: root.chip ? root.chip.names : ""
    onClicked: root.row.timeline.messages.react(root.row.key, root.emoji)

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: root.mine ? Theme.accentSoft : root.hovered ? Theme.hover : Theme.raised
        border.width: Theme.lineWidth
        border.color: root.mine ? Theme.accent : Theme.line
    }
    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(5)

        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: root.emoji
            textFormat: Text.PlainText
            font.pixelSize: Theme.textSmall
            font.family: Theme.emojiFamily
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: root.count.toString()
            textFormat: Text.PlainText
            color: root.mine ? Theme.accent : Theme.ink
            font.family: Theme.family
            font.pixelSize: Theme.textSmall
            font.weight: root.mine ? Theme.weightStrong : Font.Medium
        }
    }
    FocusRing {
        radius: height / 2
        shown: root.focused
    }
}
