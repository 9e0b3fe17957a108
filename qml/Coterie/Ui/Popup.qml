import QtQuick

/// The base of menus, pickers and dialogs: lies over the whole window, keeps the focus inside, closes on Esc or a press
/// outside and gives the focus back. Place it yourself (`placeBelow`, `placeAt`) or let it stand in the middle.
FocusScope {
    id: root

    property bool opened: false
    property bool modal: false
    property bool framed: true
    property bool closesOutside: true
    property int padding: Theme.space2
    property real rounding: Theme.radiusCard
    property int role: Accessible.PopupMenu
    property string title
    property Item home
    property Item returnTo
    default property alias content: holder.data
    readonly property Item ground: root.home ? root.home.Window.contentItem : null
    property int edge: Theme.space2
    property real boxX: -1
    property real boxY: -1

    signal aboutToOpen
    signal shown
    signal closed

    function open() {
        if (root.opened)
            return;
        if (!root.home)
            root.home = root.parent;
        root.returnTo = root.home.Window.activeFocusItem;
        root.parent = root.ground;
        root.aboutToOpen();
        root.opened = true;
        root.forceActiveFocus(Qt.PopupFocusReason);
        root.shown();
    }

    /// Opens next to `item`; a menu may know a better place.
    function openAt(item: Item) {
        root.placeBelow(item, false);
        root.open();
    }

    function close() {
        if (!root.opened)
            return;
        root.opened = false;
        if (root.returnTo)
            root.returnTo.forceActiveFocus(Qt.PopupFocusReason);
        root.returnTo = null;
        root.closed();
    }

    /// Under `item`, or above it where there is no room; its far edges lined up when `alignRight`.
    function placeBelow(item: Item, alignRight: bool) {
        root.home = item;
        const at = item.mapToItem(root.ground, 0, 0);
        const gap = Theme.space1;
        const below = at.y + item.height + gap;
        root.boxX = alignRight !== Theme.mirrored ? at.x + item.width - box.width : at.x;
        root.boxY = below + box.height <= root.ground.height ? below : at.y - gap - box.height;
    }

    /// With its corner at the point x, y of `item`.
    function placeAt(item: Item, x: real, y: real) {
        root.home = item;
        const at = item.mapToItem(root.ground, x, y);
        root.boxX = at.x;
        root.boxY = at.y;
    }

    function cycle(forward: bool) {
        let next = root.Window.activeFocusItem;
        for (let i = 0; next && i < 400; ++i) {
            next = next.nextItemInFocusChain(forward);
            for (let up = next; up; up = up.parent) {
                if (up === holder) {
                    next.forceActiveFocus(forward ? Qt.TabFocusReason : Qt.BacktabFocusReason);
                    return;
                }
            }
        }
    }

    anchors.fill: root.opened ? root.parent : undefined
    enabled: root.opened
    visible: root.opened
    z: root.modal ? 1000 : 1100
    Accessible.ignored: true
    Keys.onBacktabPressed: root.cycle(false)
    Keys.onEscapePressed: root.close()
    Keys.onTabPressed: root.cycle(true)
    Keys.onPressed: event => event.accepted = root.modal

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        visible: root.modal
    }

    MouseArea {
        acceptedButtons: Qt.AllButtons
        anchors.fill: parent
        hoverEnabled: true
        onPressed: {
            if (root.closesOutside)
                root.close();
        }
        onWheel: wheel => wheel.accepted = true
    }

    Item {
        id: box

        height: Math.min(holder.implicitHeight + root.padding * 2, root.height - root.edge * 2)
        width: Math.min(holder.implicitWidth + root.padding * 2, root.width - root.edge * 2)
        x: Math.round(root.boxX < 0 ? (root.width - width) / 2 : Math.max(root.edge, Math.min(root.boxX, root.width - width - root.edge)))
        y: Math.round(root.boxY < 0 ? (root.height - height) / 2.4 : Math.max(root.edge, Math.min(root.boxY, root.height - height - root.edge)))
        Accessible.name: root.title
        Accessible.role: root.role

        Shadow {
            anchors.fill: parent
            radius: root.rounding
            visible: root.framed && !Theme.highContrast
        }

        Card {
            anchors.fill: parent
            radius: root.rounding
            visible: root.framed
        }

        MouseArea {
            acceptedButtons: Qt.AllButtons
            anchors.fill: parent
        }

        Item {
            id: holder

            anchors.fill: parent
            anchors.margins: root.padding
            implicitHeight: holder.children.length > 0 ? holder.children[0].implicitHeight : 0
            implicitWidth: holder.children.length > 0 ? holder.children[0].implicitWidth : 0
        }
    }
}
