import QtQuick
import Coterie

/// One message in the list.
MessageItem {
    id: root

    readonly property MessageView view: root.ListView.view as MessageView

    width: root.view ? root.view.width : 0
    timeline: root.view ? root.view.timeline : null
    lit: root.view && root.view.hoveredKey === root.key
    flashed: root.view && root.view.flashKey === root.key
    current: root.view && root.ListView.isCurrentItem && root.view.activeFocus
    Accessible.role: Accessible.ListItem
    Accessible.focusable: true
    Accessible.focused: root.current
    Accessible.selectable: true
    Accessible.selected: root.ListView.isCurrentItem
    Accessible.name: root.spokenName
    Accessible.description: root.spokenState
}
