import QtQuick
import Coterie.Ui

/// The words of a message, by the cheapest means that will do.
MessagePart {
    id: root

    readonly property Item words: root.item as Item
    readonly property bool oneText: root.row.simple || root.row.deleted
    /// Where the last word ends if there is one line only, else -1.
    readonly property real lineEnd: root.words && root.oneText && root.words.implicitHeight <= Theme.textLine ? root.words.implicitWidth : -1

    active: !root.row.hasPoll || root.row.deleted
    opacity: root.row.pending ? Theme.pendingOpacity : 1
    source: root.row.deleted ? "MessageTombstone.qml" : root.row.simple ? "MessageParagraph.qml" : "MessageBlocks.qml"
}
