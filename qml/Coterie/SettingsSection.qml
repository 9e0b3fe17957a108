import QtQuick
import Coterie.Ui

/// One section's name in the list of settings.
ListButton {
    id: root

    required property int index
    required property string modelData

    readonly property ActionList list: ListView.view as ActionList

    activeFocusOnTab: false
    current: root.list !== null && root.list.currentIndex === root.index
    height: Theme.px(32)
    y: root.list && root.list.orientation === ListView.Horizontal ? Theme.space2 : 0
    plain: true
    text: root.modelData
    width: root.list && root.list.orientation === ListView.Vertical ? root.list.width - Theme.px(33) : implicitWidth
    onClicked: {
        root.list.currentIndex = root.index;
        root.list.acted("open", root.index, root.modelData, root);
    }
    onActiveFocusChanged: {
        if (root.activeFocus && root.list)
            root.list.acted("open", root.index, root.modelData, root);
    }
}
