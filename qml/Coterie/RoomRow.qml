import QtQuick
import Coterie.Ui

/// One room, one document or one person in the sidebar.
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
    required property string lastText
    required current

    readonly property ActionList list: ListView.view as ActionList
    readonly property bool direct: root.kind === "direct"
    readonly property bool invites: root.kind === "no-document" ///< there is no document yet: this row makes one
    readonly property bool document: root.invites || root.kind === "document" || root.kind === "board"

    activeFocusOnTab: false
    badge: root.muted ? root.mentions : root.unread
    description: root.waiting > 0 ? qsTr("%n waiting", "", root.waiting) : root.unread > 0 ? qsTr("%n unread", "", root.unread) : root.draft ? qsTr("Draft") : root.muted ? qsTr("Muted") : root.document ? root.lastText : ""
    frontWidth: root.direct ? Theme.px(22) : Theme.px(16)
    height: root.direct ? Theme.rowHeight + Theme.px(1) : Theme.rowHeight
    icon: root.direct ? "" : root.invites ? "plus" : root.document ? root.kind : root.kind === "private" ? "lock" : "hash"
    lit: root.current && root.list !== null && root.list.showsCurrent
    opacity: root.muted ? 0.6 : 1
    sign: root.waiting > 0 ? "clock" : root.muted ? "mute" : root.draft && !root.current ? "edit" : ""
    strong: root.unread > 0 && !root.muted
    text: root.name
    width: root.list ? root.list.width - Theme.px(16) : 0
    x: Theme.space2
    onClicked: root.list.acted(root.invites ? "newDocument" : root.document ? "document" : "open", root.index, root.roomId, root)
    onContextRequested: {
        if (!root.invites)
            root.list.acted(root.document ? "documentMenu" : "menu", root.index, root.roomId, root);
    }

    Loader {
        id: face

        active: root.direct
        anchors.verticalCenter: parent.verticalCenter
        source: "Ui/Avatar.qml"
        x: root.inset
        onLoaded: {
            const avatar = face.item as Avatar;
            avatar.color = Qt.binding(() => root.color.length > 0 ? root.color : Theme.offline);
            avatar.initials = Qt.binding(() => root.initials);
            avatar.rim = Qt.binding(() => root.lit ? Theme.selected : root.hovered ? Theme.hover : Theme.sidebar);
            avatar.size = Qt.binding(() => Theme.px(22));
            avatar.status = Qt.binding(() => root.status);
        }
    }
}
