import QtQuick
import Coterie.Models
import Coterie.Ui

/// The hits, newest first. More of them come when the end is near.
ActionList {
    id: root

    required property SearchModel search

    signal opened

    function open(row: int) {
        root.currentIndex = row;
        root.search.open(row);
        root.opened();
    }

    function first() {
        root.currentIndex = root.count > 0 ? 0 : -1;
        root.positionViewAtBeginning();
    }

    function step(by: int) {
        if (root.count > 0)
            root.currentIndex = Math.max(0, Math.min(root.count - 1, root.currentIndex + by));
    }

    activeFocusOnTab: false
    bottomMargin: Theme.space3
    label: qsTr("Results")
    model: root.search
    delegate: SearchRow {}
    onActed: (verb, row) => root.open(row)
    onAtYEndChanged: {
        if (root.atYEnd && root.count > 0)
            root.search.more();
    }
    onCountChanged: {
        if (root.currentIndex < 0 && root.count > 0)
            root.currentIndex = 0;
    }
    onCurrentIndexChanged: {
        if (root.currentIndex >= 0)
            root.positionViewAtIndex(root.currentIndex, ListView.Contain);
        if (root.currentIndex > 0 && root.currentIndex === root.count - 1)
            root.search.more();
    }
}
