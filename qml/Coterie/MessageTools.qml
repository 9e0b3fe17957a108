import QtQuick
import Coterie.Models
import Coterie.Ui

/// What can be done with a message, and the menu, picker and question that go with it. They are made when first needed.
Item {
    id: root

    required property AppModel app
    required property RoomModel room
    property string hoveredLink

    signal composerRequested

    function reply(key: string): void {
        root.room.composer.replyTo(key);
        root.composerRequested();
    }

    function edit(key: string): void {
        root.room.composer.edit(key);
        root.composerRequested();
    }

    function pickReaction(key: string, near: Item): void {
        picker.active = true;
        const popup = picker.item as EmojiPicker;
        popup.openFor(key, near);
    }

    function openMenu(row: MessageRow, x: real, y: real): void {
        menu.active = true;
        (menu.item as MessageMenu).openFor(row, x, y, root.hoveredLink);
    }

    function remove(row: MessageRow): void {
        if (!row.own)
            return;
        if (row.delivery !== "sent")
            root.room.messages.discard(row.key);
        else
            root.askRemove(row.key, row.plainText);
    }

    function askRemove(key: string, summary: string): void {
        question.active = true;
        const dialog = question.item as MessageDeleteDialog;
        dialog.key = key;
        dialog.summary = summary;
        dialog.open();
    }

    Loader {
        id: picker

        active: false
        sourceComponent: EmojiPicker {
            settings: root.app.settings
            onPicked: (key, emoji) => root.room.messages.react(key, emoji)
        }
    }
    Loader {
        id: menu

        active: false
        sourceComponent: MessageMenu {
            canPin: root.room.canPin
            onReactRequested: root.pickReaction(key, root)
            onReplyRequested: root.reply(key)
            onEditRequested: root.edit(key)
            onPinRequested: root.room.messages.pin(key, !pinned)
            onCopyRequested: root.room.messages.copy(key)
            onLinkCopyRequested: root.app.copyText(link)
            onDeleteRequested: {
                if (sent)
                    root.askRemove(key, summary);
                else
                    root.room.messages.discard(key);
            }
        }
    }
    Loader {
        id: question

        active: false
        sourceComponent: MessageDeleteDialog {
            onAccepted: root.room.messages.remove(key)
        }
    }
}
