import QtQuick
import Coterie.Ui

/// The chips under a message; a click adds or takes back one's own.
Flow {
    id: root

    required property var reactions ///< list of ReactionChip values
    property bool focusable: false

    signal toggled(string emoji)
    signal pickerRequested(Item near)

    topPadding: Theme.px(5)
    bottomPadding: Theme.px(2)
    spacing: Theme.px(6)

    Repeater {
        model: root.reactions.length // a count, so that a chip stays the same item while its number changes

        MessageChip {
            required property int index
            readonly property var chip: root.reactions[index] ?? null

            emoji: chip ? chip.emoji : ""
            count: chip ? chip.count : 0
            mine: chip ? chip.mine : false
            names: chip ? chip.names : ""
            activeFocusOnTab: root.focusable
            onClicked: root.toggled(emoji)
        }
    }
    MessageChip {
        id: plus

        icon: "smile-plus"
        text: qsTr("Add a reaction")
        tip: text
        activeFocusOnTab: root.focusable
        onClicked: root.pickerRequested(plus)
    }
}
