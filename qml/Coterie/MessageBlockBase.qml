import QtQuick

/// One block of a message and where it stands.
Loader {
    id: root

    required property int index
    readonly property MessageData row: root.parent ? (root.parent as MessageBlockColumn).row : null
    readonly property var block: root.row ? root.row.blocks[root.index] ?? null : null ///< a MessageBlock value
    readonly property string kind: root.block ? root.block.kind : ""
    readonly property string text: root.block ? root.block.text : ""
    readonly property string plain: root.block ? root.block.plain : ""
    readonly property int level: root.block ? root.block.level : 0

    width: root.parent ? root.parent.width : 0
}
