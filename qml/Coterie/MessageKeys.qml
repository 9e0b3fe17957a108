import QtQuick
import Coterie
import Coterie.Ui

/// The keys of the message list.
Item {
    id: root

    required property MessageList list
    required property MessageTools tools
    readonly property MessageItem row: root.list.currentItem as MessageItem

    signal leaveRequested
    signal linkActivated(string link)

    function step(by: int): void {
        const next = root.list.currentIndex + by;
        if (next < 0) {
            root.leaveRequested();
            return;
        }
        root.list.currentIndex = Math.min(next, root.list.count - 1);
        root.list.keepVisible(root.list.currentIndex);
    }

    function page(): int {
        const above = root.list.indexAt(1, root.list.contentY + 1);
        const below = root.list.indexAt(1, root.list.contentY + root.list.height - 1);
        return Math.max(1, (above < 0 ? root.list.count - 1 : above) - Math.max(0, below));
    }

    /// The links of the chosen message, one after the other.
    function stepLink(by: int): void {
        const row = root.row;
        if (!row || row.links.length === 0)
            return;
        row.chosenLink = Math.max(0, row.chosenLink + by);
        Announcer.announce(row, row.links[row.chosenLink]);
    }

    function follow(): void {
        const row = root.row;
        if (row && row.links.length > 0)
            root.linkActivated(row.links[Math.max(0, row.chosenLink)]);
    }

    function act(key: int, text: string): bool {
        const row = root.row;
        if (!row || row.deleted)
            return false;
        const plain = root.tools.room.textOnly;
        if (key === Qt.Key_R && !row.failed && !plain)
            root.tools.reply(row.key);
        else if (key === Qt.Key_E && row.editable && (!plain || row.failed))
            root.tools.edit(row.key);
        else if (key === Qt.Key_C)
            root.tools.room.messages.copy(row.key);
        else if (key === Qt.Key_P && row.delivery === "sent" && !plain)
            root.tools.room.messages.pin(row.key, !row.pinned);
        else if (key === Qt.Key_Delete)
            root.tools.remove(row);
        else if (text === "+" && !row.failed && !plain)
            root.tools.pickReaction(row.key, row.box);
        else if (key === Qt.Key_Menu)
            root.tools.openMenu(row, row.box.x + Theme.px(54), row.height / 2);
        else if (row.hasPoll && key >= Qt.Key_1 && key <= Qt.Key_9)
            root.tools.room.messages.vote(row.key, key - Qt.Key_1);
        else
            return false;
        return true;
    }

    Keys.onPressed: event => {
        if (event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier)) {
            if (event.key === Qt.Key_C && event.modifiers === Qt.ControlModifier)
                event.accepted = root.act(event.key, "");
            return;
        }
        event.accepted = true;
        if (event.key === Qt.Key_Up)
            root.step(1);
        else if (event.key === Qt.Key_Down)
            root.step(-1);
        else if (event.key === Qt.Key_PageUp)
            root.step(root.page());
        else if (event.key === Qt.Key_PageDown)
            root.step(-Math.min(root.page(), root.list.currentIndex));
        else if (event.key === Qt.Key_Home)
            root.list.messages.jumpToFirst();
        else if (event.key === Qt.Key_End)
            root.list.toLatest();
        else if (event.key === Qt.Key_Right)
            root.stepLink(Theme.mirrored ? -1 : 1);
        else if (event.key === Qt.Key_Left)
            root.stepLink(Theme.mirrored ? 1 : -1);
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            root.follow();
        else if (event.key === Qt.Key_Escape)
            root.leaveRequested();
        else
            event.accepted = root.act(event.key, event.text);
    }
}
