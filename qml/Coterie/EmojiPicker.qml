import QtQuick
import Coterie.Models
import Coterie.Ui

/// All emoji: search, categories, a grid for mouse and keyboard. Return or a click picks; with Shift it stays open for more.
Popup {
    id: root

    property AppSettings settings
    property string key ///< of the message to react to; empty for writing

    signal picked(string key, string emoji)

    function openFor(key: string, near: Item): void {
        root.key = key;
        search.text = "";
        root.placeBelow(near, key !== "");
        root.open();
        root.placeBelow(near, key !== "");
        search.forceActiveFocus(Qt.PopupFocusReason);
    }

    function pick(emoji: string, more: bool): void {
        if (emoji === "")
            return;
        emojis.used(emoji);
        if (!more)
            root.close();
        root.picked(root.key, emoji);
    }

    title: qsTr("Emoji")
    padding: Theme.space3

    Item {
        implicitWidth: grid.cellWidth * 9
        implicitHeight: Theme.px(340)

        EmojiModel {
            id: emojis

            query: search.text
            recents: root.settings ? root.settings.recentEmoji : []
            onRecentsChanged: {
                if (root.settings)
                    root.settings.recentEmoji = recents;
            }
        }
        Field {
            id: search

            width: parent.width
            icon: "search"
            placeholder: qsTr("Search emoji")
            onAccepted: root.pick(grid.currentEmoji, false)
            Keys.onDownPressed: grid.forceActiveFocus(Qt.TabFocusReason)
        }
        EmojiCategories {
            id: categories

            anchors.top: search.bottom
            anchors.topMargin: Theme.space2
            width: parent.width
            emojis: emojis
            visible: search.text === ""
            currentRow: Math.max(0, grid.indexAt(1, grid.contentY + 1))
            onChosen: row => grid.positionViewAtIndex(row, GridView.Beginning)
        }
        EmojiGrid {
            id: grid

            anchors.top: categories.bottom
            anchors.topMargin: Theme.space1
            anchors.bottom: caption.top
            width: parent.width
            emojis: emojis
            onPicked: (emoji, more) => root.pick(emoji, more)
            onLeaveRequested: search.forceActiveFocus(Qt.BacktabFocusReason)
        }
        ScrollBar {
            flickable: grid
        }
        SmallLabel {
            id: caption

            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.px(22)
            text: grid.count > 0 ? grid.currentName : qsTr("No emoji has that name")
        }
    }
}
