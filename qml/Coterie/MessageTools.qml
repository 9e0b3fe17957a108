import QtQuick
import Coterie
import Coterie.Models

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
        popup.settings = root.app.settings;
        popup.openFor(key, near);
    }

    function pickDay(near: Item): void {
        dates.active = true;
        (dates.item as RoomDates).openFor(root.room.messages.placeDay, near);
    }

    function openMenu(row: MessageItem, x: real, y: real): void {
        menu.active = true;
        const popup = menu.item as MessageMenu;
        popup.canPin = root.room.canPin;
        popup.textOnly = root.room.textOnly;
        popup.openFor(row, x, y, root.hoveredLink);
    }

    function perform(action: string): void {
        const subject = menu.item as MessageMenu; // named in no signature: that would compile it with this file
        if (action === "react")
            root.pickReaction(subject.key, subject.home);
        else if (action === "reply")
            root.reply(subject.key);
        else if (action === "edit")
            root.edit(subject.key);
        else if (action === "pin")
            root.room.messages.pin(subject.key, !subject.pinned);
        else if (action === "copy")
            root.room.messages.copy(subject.key);
        else if (action === "copyLink")
            root.app.copyText(subject.link);
        else if (subject.sent)
            root.askRemove(subject.key, subject.summary);
        else
            root.room.messages.discard(subject.key);
    }

    function remove(row: MessageItem): void {
        if (!row.own || (root.room.textOnly && row.delivery === "sent"))
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
        source: "EmojiPicker.qml"
    }
    Connections {
        target: picker.item as EmojiPicker

        function onPicked(key: string, emoji: string): void {
            root.room.messages.react(key, emoji);
        }
    }
    Loader {
        id: dates

        active: false
        source: "RoomDates.qml"
    }
    Connections {
        target: dates.item as RoomDates

        function onPicked(day: string): void {
            root.room.messages.jumpToDay(day);
        }
    }
    Loader {
        id: menu

        active: false
        source: "MessageMenu.qml"
    }
    Connections {
        target: menu.item as MessageMenu

        function onChosen(action: string, key: string): void {
            root.perform(action);
        }
    }
    Loader {
        id: question

        active: false
        source: "MessageDeleteDialog.qml"
    }
    Connections {
        target: question.item as MessageDeleteDialog

        function onAccepted(): void {
            root.room.messages.remove((question.item as MessageDeleteDialog).key);
        }
    }
}
