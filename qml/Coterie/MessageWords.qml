import QtQuick
import Coterie.Ui

/// A paragraph, heading, list item or quotation among other blocks.
Item {
    id: root

    readonly property MessageBlockBase block: root.parent as MessageBlockBase
    readonly property bool heading: root.block.kind === "heading"
    readonly property bool quote: root.block.kind === "quote"

    readonly property bool listed: root.block.kind === "list"
    readonly property int above: root.listed || root.block.index === 0 ? 0 : Theme.px(2)
    readonly property int below: root.listed ? 0 : Theme.px(2)

    implicitHeight: root.above + words.height + root.below

    Rectangle {
        anchors.left: parent.left
        y: root.above
        width: Theme.px(3)
        height: words.height
        radius: width
        visible: root.quote
        color: Theme.line
    }
    MessageText {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: root.quote ? Theme.space3 : root.listed ? Math.max(0, root.block.level - 1) * Theme.px(18) : 0
        anchors.right: parent.right
        y: root.above
        text: root.block.text
        color: root.quote ? Theme.soft : Theme.ink
        font.pixelSize: root.heading ? (root.block.level <= 1 ? Theme.textLarge : Theme.textSection) : Theme.textBody
        font.weight: root.heading ? Theme.weightStrong : Font.Normal
        lineHeight: root.heading ? Theme.px(28) : Theme.textLine
        onLinkHovered: link => root.block.row.view.hoveredLink = link
        onLinkActivated: link => root.block.row.view.linkActivated(link)
    }
}
