import QtQuick
import Coterie.Models
import Coterie.Ui

/// What could complete the word being written. The text keeps the keyboard; the arrows, Tab, Return and Esc are passed here.
Item {
    id: root

    required property ComposerModel composer
    readonly property bool open: root.composer.completion.open

    function handle(key: int, modifiers: int): bool {
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
    height: list.height + 2 * Theme.px(5)
    z: 20

    Shadow {
        anchors.fill: parent
    }
    Card {
        anchors.fill: parent
    }
    MouseArea {
        anchors.fill: parent
    }
    ComposerSuggestions {
        id: list

        composer: root.composer

        x: Theme.px(5)
        y: Theme.px(5)
        width: parent.width - 2 * x
        height: contentHeight
        interactive: false
        model: root.composer.completion
        onCountChanged: currentIndex = count > 0 ? 0 : -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Suggestions")

        delegate: ComposerSuggestion {}
    }
    Connections {
        target: root.composer.completion

        function onOpenChanged(): void {
            list.currentIndex = 0;
        }
    }
}
