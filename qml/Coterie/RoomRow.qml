import QtQuick
import Coterie.Ui

/// One room or one person in the sidebar.
ListButton {
    id: root

    required property int index
    required property string roomId
    required property string name
    required property string kind
    required property string color
    required property string initials
    required property string status
    required property int unread
    required property int mentions
    required property int waiting
    required property bool muted
    required property bool draft
    required current

    readonly property ActionList list: ListView.view as ActionList
    readonly property bool direct: root.kind === "direct"

    activeFocusOnTab: false
    badge: root.muted ? root.mentions : root.unread
    frontWidth: root.direct ? Theme.px(22) : Theme.px(16)
    height: root.direct ? Theme.rowHeight + Theme.px(1) : Theme.rowHeight
    highlighted: root.current && root.list !== null && root.list.showsCurrent
    icon: root.direct ? "" : root.kind === "private" ? "lock" : "hash"
    opacity: root.muted ? 0.6 : 1
    strong: root.unread > 0 && !root.muted
    text: root.name
    width: root.list ? root.list.width - Theme.px(16) : 0
    x: Theme.space2
    Accessible.description: root.waiting > 0 ? qsTr("%n waiting", "", root.waiting) : root.unread > 0 ? qsTr("%n unread", "", root.unread) : root.draft ? qsTr("Draft") : root.muted ? qsTr("Muted") : ""
    onClicked: root.list.acted("open", root.index, root.roomId, root)
    onContextRequested: root.list.acted("menu", root.index, root.roomId, root)

    Avatar {
        anchors.verticalCenter: parent ? parent.verticalCenter : undefined
        color: root.color.length > 0 ? root.color : Theme.offline
        initials: root.initials
        rim: root.highlighted ? Theme.selected : root.hovered ? Theme.hover : Theme.sidebar
        size: Theme.px(22)
        status: root.status
        visible: root.direct
    }

    trailing: [
        Icon {
            color: Theme.faint
            name: root.waiting > 0 ? "clock" : root.muted ? "mute" : "edit"
            size: Theme.px(14)
            visible: root.waiting > 0 || root.muted || (root.draft && !root.current)
        }
    ]
}
