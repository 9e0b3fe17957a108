import QtQuick
import Coterie.Models
import Coterie.Ui

/// One button per category, drawn with its first emoji; the one being looked at is marked.
EmojiCategoryRow {
    id: root

    required property EmojiModel emojis
    property int currentRow: 0

    function lastStartBefore(row: int): int {
        let found = 0;
        for (let i = 0; i < root.starts.length; ++i) {
            if (root.starts[i] <= row)
                found = i;
        }
        return found;
    }

    function rebuild(): void {
        const starts = [];
        const signs = [];
        const titles = [];
        for (let i = 0; i < root.emojis.count; ++i) {
            const at = root.emojis.index(i, 0);
            const title = root.emojis.data(at, EmojiModel.Category).toString();
            if (titles.length > 0 && titles[titles.length - 1] === title)
                continue;
            starts.push(i);
            signs.push(root.emojis.data(at, EmojiModel.Emoji).toString());
            titles.push(title);
        }
        root.starts = starts;
        root.signs = signs;
        root.titles = titles;
    }

    current: root.lastStartBefore(root.currentRow)
    height: root.visible ? Theme.px(32) : 0
    Component.onCompleted: root.rebuild()
    onVisibleChanged: root.rebuild()

    Repeater {
        model: root.titles.length

        EmojiCategory {}
    }
}
