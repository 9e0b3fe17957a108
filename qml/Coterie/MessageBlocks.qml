import QtQuick
import Coterie.Ui

/// A message of several blocks, or of one that is not a paragraph.
MessageBlockColumn {
    id: root

    row: (root.parent as MessagePart).row
    spacing: Theme.px(1)

    Repeater {
        model: root.row.blocks.length

        MessageBlockItem {}
    }
}
