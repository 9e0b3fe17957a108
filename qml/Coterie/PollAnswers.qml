import QtQuick

/// The answers of a poll being written; there is always an empty one at the end, up to the limit.
Column {
    id: root

    readonly property int most: 10
    property list<string> texts: ["", ""]
    readonly property list<string> written: root.filled()

    function filled(): list<string> {
        const found = [];
        for (let i = 0; i < root.texts.length; ++i) {
            if (root.texts[i].trim() !== "")
                found.push(root.texts[i].trim());
        }
        return found;
    }

    function change(index: int, text: string): void {
        const next = root.texts.slice();
        next[index] = text;
        if (index === next.length - 1 && text !== "" && next.length < root.most)
            next.push("");
        root.texts = next;
    }

    function clear(): void {
        root.texts = [];
        root.texts = ["", ""];
    }
}
