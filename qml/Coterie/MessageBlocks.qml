import QtQuick
import Coterie.Ui

/// A message of several blocks, or of one that is not a paragraph.
Column {
    id: root

    required property MessageRow row

    spacing: Theme.px(3)

    Repeater {
        model: root.row.blocks.length

        MessageBlockItem {
            width: root.width
            row: root.row
        }
    }
}
