import QtQuick

/// The one paragraph of a simple message.
MessageText {
    id: root

    readonly property MessageData row: (root.parent as MessagePart).row

    text: root.row.simple ? root.row.blocks[0].text : ""
    onLinkHovered: link => root.row.view.hoveredLink = link
    onLinkActivated: link => root.row.view.linkActivated(link)
}
