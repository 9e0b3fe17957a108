import QtQuick
import Coterie.Models

/// What could complete the word being written. The text keeps the keyboard; the arrows, Tab, Return and Esc are passed here.
Item {
    id: root

    required property ComposerModel composer
    readonly property bool open: root.composer.completion.open

    function handle(key: int, modifiers: int): bool {
        const list = (box.item as ComposerSuggestionBox).list;
        if (modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier))
            return false;
        if (key === Qt.Key_Down)
            list.currentIndex = (list.currentIndex + 1) % list.count;
        else if (key === Qt.Key_Up)
            list.currentIndex = (list.currentIndex + list.count - 1) % list.count;
        else if (key === Qt.Key_Escape)
            root.composer.completion.close();
        else if (key === Qt.Key_Tab || ((key === Qt.Key_Return || key === Qt.Key_Enter) && !(modifiers & Qt.ShiftModifier)))
            root.composer.acceptCompletion(Math.max(0, list.currentIndex));
        else
            return false;
        return true;
    }

    visible: root.open
    height: box.height
    z: 20

    Loader {
        id: box

        active: root.open
        width: root.width
        Component.onCompleted: setSource("ComposerSuggestionBox.qml", {
            composer: Qt.binding(() => root.composer)
        })
    }
}
