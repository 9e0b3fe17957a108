import QtQuick
import Coterie.Ui

/// What could complete the filter being typed. The field keeps the keyboard.
ActionList {
    id: root

    function first() {
        root.currentIndex = root.count > 0 ? 0 : -1;
    }

    function step(by: int) {
        root.currentIndex = (Math.max(0, root.currentIndex) + by + root.count) % root.count;
    }

    activeFocusOnTab: false
    height: root.contentHeight
    interactive: false
    label: qsTr("Suggestions")
    visible: root.count > 0
    delegate: SearchSuggestion {}
    onCountChanged: root.first()
}
