import QtQuick
import Coterie.Ui

/// A paragraph, heading, list item or quotation among other blocks.
Item {
    id: root

    readonly property MessageBlockBase block: root.parent as MessageBlockBase
    readonly property bool heading: root.block.kind === "heading"
    readonly property bool quote: root.block.kind === "quote"

    implicitHeight: words.height

    Rectangle {
        width: Theme.px(3)
        height: parent.height
        radius: width
        visible: root.quote
        color: Theme.line
    }
    MessageText {
        id: words

        x: root.quote ? Theme.space3 : 0
        width: parent.width - x
        text: root.block.text
        color: root.quote ? Theme.soft : Theme.ink
        font.pixelSize: root.heading ? (root.block.level <= 1 ? Theme.textLarge : Theme.textSection) : Theme.textBody
        font.weight: root.heading ? Theme.weightStrong : Font.Normal
        lineHeight: root.heading ? Theme.px(28) : Theme.textLine
        onLinkHovered: link => root.block.row.view.hoveredLink = link
        onLinkActivated: link => root.block.row.view.linkActivated(link)
    }
}
