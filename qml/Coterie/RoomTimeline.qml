import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The messages with everything that floats over them: the bar of actions, the pill, other people's pointers.
FocusScope {
    id: root

    required property RoomModel room
    required property AppModel app
    readonly property alias list: list
    readonly property alias overlay: overlay

    signal linkActivated(string link)
    signal composerRequested ///< the keyboard goes back to the writing place

    function restart(): void {
        list.restart();
        selection.clear();
        actions.row = null;
    }

    /// Moves the keyboard into the list, to the newest message or the one chosen before.
    function enter(): void {
        if (list.count === 0)
            return;
        if (list.currentIndex < 0)
            list.currentIndex = Math.max(0, list.indexAt(list.width / 2, list.contentY + list.height - Theme.space2));
        list.forceActiveFocus(Qt.TabFocusReason);
        list.keepVisible(list.currentIndex);
    }

    function leave(): void {
        list.currentIndex = -1;
        root.composerRequested();
    }

    /// To a place of the whole room: 0 is its first message, 1 its newest.
    function goTo(share: real): void {
        if (share >= 1)
            list.toLatest();
        else
            root.room.messages.jumpToShare(share);
    }

    function pickDay(near: Item): void {
        tools.pickDay(near);
    }

    /// Where a message's row is drawn now, in coordinates of the list's content; null when it is not laid out.
    function mapAnchor(anchor: string, x: real, y: real): var {
        const row = list.rowOfMessage(anchor);
        return row ? Qt.point(row.x + row.box.x + x * row.box.width, row.y + row.box.y + y * row.box.height) : null;
    }

    function point(): void {
        if (!root.room.pointing)
            return;
        const at = hover.point.position;
        const row = hover.hovered ? list.rowAt(at.x, at.y + list.contentY) : null;
        if (!row || row.messageId === "")
            root.room.cursors.left();
        else
            root.room.cursors.moved(row.messageId, (at.x - row.box.x) / row.box.width,
                (at.y + list.contentY - row.y - row.box.y) / row.box.height);
    }

    function track(): void {
        if (actions.hovered)
            return;
        const at = hover.point.position;
        const row = hover.hovered ? list.rowAt(at.x, at.y + list.contentY) : null;
        pointed.move(row, at);
        list.hoveredKey = row ? row.key : "";
        actions.row = row;
    }

    MessageList {
        id: list

        anchors.fill: parent
        focus: true
        messages: root.room.messages
        onLinkActivated: link => root.linkActivated(link)
        onReactionPickerRequested: (key, near) => tools.pickReaction(key, near)
        onLayoutMoved: {
            overlay.remap();
            root.track();
            root.point();
        }

        PointerLayer {
            id: overlay

            parent: list.contentItem
            z: 3
            look: PointerTheme {}
            mapAnchor: root.mapAnchor
            source: root.room.cursors
        }
    }
    RoomAnnouncer {
        messages: root.room.messages
    }
    ScrollBar {
        flickable: list
        partial: root.room.messages.windowed
        position: partial ? root.room.messages.placeTop : list.visibleArea.yPosition
        ratio: partial ? root.room.messages.placeSpan : list.visibleArea.heightRatio
        label: partial ? root.room.messages.placeTitle : ""
        onDragged: share => {
            if (partial)
                root.goTo(share);
        }
    }
    Loader {
        anchors.fill: parent
        active: root.room.messages.count === 0
        Component.onCompleted: setSource("RoomState.qml", {
            messages: Qt.binding(() => root.room.messages),
            title: Qt.binding(() => root.room.title)
        })
    }
    MessageKeys {
        id: keys

        list: list
        tools: tools
        onLeaveRequested: root.leave()
        onLinkActivated: link => root.linkActivated(link)
    }
    Keys.forwardTo: [keys]

    HoverHandler {
        id: hover

        cursorShape: pointed.cursorShape
        onPointChanged: {
            root.track();
            root.point();
        }
        onHoveredChanged: {
            root.track();
            root.point();
        }
    }
    DragHandler {
        id: marking

        target: null
        acceptedDevices: PointerDevice.Mouse
        onActiveChanged: {
            if (marking.active)
                selection.begin(marking.centroid.pressPosition);
        }
        onCentroidChanged: {
            if (marking.active)
                selection.extend(marking.centroid.position);
        }
    }
    TapHandler {
        id: tap

        onTapped: point => {
            selection.clear();
            if (tap.tapCount === 1)
                pointed.activate(list.rowAt(point.position.x, point.position.y + list.contentY), point.position);
        }
        onDoubleTapped: point => selection.beginWord(point.position)
    }
    MessageSelection {
        id: selection

        list: list
        onCopyRequested: text => root.app.copyText(text)
    }
    MessagePointer {
        id: pointed

        list: list
        onLinkActivated: link => root.linkActivated(link)
        onDatesRequested: near => tools.pickDay(near)
        onCopyRequested: text => root.app.copyText(text)
    }
    TapHandler {
        acceptedButtons: InputModality.RightButton
        onTapped: point => {
            const row = list.rowAt(point.position.x, point.position.y + list.contentY);
            if (row && !row.deleted)
                tools.openMenu(row, point.position.x, point.position.y + list.contentY - row.y);
        }
    }
    Loader { // made when a message is first pointed at
        id: actions

        property MessageItem row
        readonly property Item target: row ? row.box : null
        readonly property bool hovered: item ? (item as MessageActions).hovered : false

        x: !target ? 0 : Theme.mirrored ? target.x + Theme.space3 : target.x + target.width - width - Theme.space3
        y: target ? Math.max(Theme.space1, row.y + target.y - list.contentY - height / 2) : 0
        active: false
        onRowChanged: {
            if (row)
                active = true;
        }
        source: "MessageActions.qml"
        onLoaded: {
            const bar = actions.item as MessageActions;
            bar.row = Qt.binding(() => actions.row);
            bar.canPin = Qt.binding(() => root.room.canPin);
            bar.textOnly = Qt.binding(() => root.room.textOnly);
        }
    }
    Connections {
        target: actions.item as MessageActions

        function onReactRequested(near: Item): void {
            tools.pickReaction(actions.row.key, near);
        }
        function onReplyRequested(): void {
            tools.reply(actions.row.key);
        }
        function onEditRequested(): void {
            tools.edit(actions.row.key);
        }
        function onPinRequested(): void {
            root.room.messages.pin(actions.row.key, !actions.row.pinned);
        }
        function onCopyRequested(): void {
            root.room.messages.copy(actions.row.key);
        }
        function onDeleteRequested(): void {
            tools.remove(actions.row);
        }
    }
    MessageTools {
        id: tools

        app: root.app
        room: root.room
        hoveredLink: pointed.link
        onComposerRequested: root.leave()
    }
    Loader {
        id: pill

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space3
        anchors.horizontalCenter: parent.horizontalCenter
        active: root.room.messages.count > 0 && !list.stick && (list.fromEnd > list.height / 2 || root.room.messages.newBelow > 0)
        Component.onCompleted: setSource("RoomNewPill.qml", {
            messages: Qt.binding(() => root.room.messages)
        })
    }
    Connections {
        target: pill.item as RoomNewPill

        function onClicked(): void {
            list.toLatest();
        }
    }
}
