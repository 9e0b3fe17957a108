import QtQuick
import Coterie
import Coterie.Ui

/// The chips under a message; a click adds or takes back one's own.
MessageChips {
    id: root

    topPadding: Theme.px(5)
    bottomPadding: Theme.px(2)
    spacing: Theme.px(6)

    Repeater {
        model: root.row.reactions.length // a count, so that a chip stays the same item while its number changes

        MessageChip {}
    }
    IconButton {
        id: plus

        icon: "smile-plus"
        iconSize: Theme.px(16)
        size: Theme.px(24)
        color: hovered || focused ? Theme.ink : Theme.faint
        tip: qsTr("Add a reaction")
        activeFocusOnTab: root.row.current
        onClicked: root.row.timeline.reactionPickerRequested(root.row.key, plus)
    }
}
