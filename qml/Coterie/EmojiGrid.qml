import QtQuick
import Coterie.Models
import Coterie.Ui

/// The emoji in rows. The arrows move, Return and Space pick.
EmojiView {
    id: root

    readonly property EmojiCell cell: root.currentItem as EmojiCell
    readonly property string currentEmoji: root.cell ? root.cell.emoji : ""
    readonly property string currentName: root.cell ? root.cell.caption : ""

    model: root.emojis
    cellWidth: Theme.px(36)
    cellHeight: Theme.px(36)
    clip: true
    boundsBehavior: Flickable.StopAtBounds
    keyNavigationEnabled: true
    cacheBuffer: 0 // a page of emoji is made at once anyway, and nothing is left half made when the query changes
    highlightMoveDuration: 0
    activeFocusOnTab: true
    onCountChanged: currentIndex = count > 0 ? 0 : -1
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Emoji")
    Keys.onReturnPressed: event => root.picked(root.currentEmoji, (event.modifiers & Qt.ShiftModifier) !== 0)
    Keys.onEnterPressed: event => root.picked(root.currentEmoji, (event.modifiers & Qt.ShiftModifier) !== 0)
    Keys.onSpacePressed: root.picked(root.currentEmoji, false)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Up && root.currentIndex < Math.floor(root.width / root.cellWidth)) {
            root.leaveRequested();
            event.accepted = true;
        }
    }

    delegate: EmojiCell {}
}
