import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// Who could be meant by what is typed after an @, under the caret. The text keeps the keyboard; arrows, Tab, Return
/// and Esc come here first.
Item {
    id: root

    required property DocumentModel document
    required property DocumentEditor editor
    property rect at
    readonly property bool open: root.document !== null && root.document.completion.open

    function accept(row: int): void {
        const name = root.document.mentionAt(row);
        root.document.completion.close();
        if (name.length > 0)
            root.editor.insertMention(name);
    }

    function handle(key: int): bool {
        const list = (box.item as DocumentMentionBox).list;
        if (key === Qt.Key_Down)
            list.currentIndex = (list.currentIndex + 1) % list.count;
        else if (key === Qt.Key_Up)
            list.currentIndex = (list.currentIndex + list.count - 1) % list.count;
        else if (key === Qt.Key_Escape)
            root.document.completion.close();
        else if (key === Qt.Key_Tab || key === Qt.Key_Return || key === Qt.Key_Enter)
            root.accept(Math.max(0, list.currentIndex));
        else
            return false;
        return true;
    }

    height: box.height
    width: Theme.px(280)
    x: Math.round(Math.max(Theme.space2, Math.min(root.at.x, (parent ? parent.width : 0) - width - Theme.space2)))
    y: Math.round(root.at.y + root.at.height + root.height + Theme.space1 > (parent ? parent.height : 0) ? root.at.y - root.height - Theme.space1 : root.at.y + root.at.height + Theme.space1)
    z: 20

    // The text forwards them before it looks at them itself.
    Keys.onPressed: event => event.accepted = root.open && root.handle(event.key)

    Loader {
        id: box

        active: root.open
        width: root.width
        Component.onCompleted: setSource("DocumentMentionBox.qml", {
            model: Qt.binding(() => root.document ? root.document.completion : null)
        })
    }

    Connections {
        function onChosen(row: int): void {
            root.accept(row);
        }

        ignoreUnknownSignals: true
        target: box.item
    }
}
