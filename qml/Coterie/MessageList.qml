import QtQuick
import QtQuick.Window
import Coterie
import Coterie.Models
import Coterie.Ui

/// The messages, newest at the bottom. Whoever reads stays where they are, whatever arrives above or below;
/// whoever is at the end stays at the end, whatever grows.
MessageView {
    id: root

    required property MessageListModel messages
    property bool stick: true ///< the reader is at the newest message
    property MessageItem held: null ///< the row that keeps its place on the screen, whatever happens around it
    property string heldKey
    property bool heldWhole: false ///< with the lines above the message, which may come and go
    property real heldAt: 0 ///< of its upper edge, below the view's
    readonly property real fromEnd: root.originY + root.contentHeight - root.height - root.contentY

    signal linkActivated(string link)
    signal reactionPickerRequested(string key, Item near)
    signal layoutMoved() ///< rows have come, gone, moved or changed size

    function scrollBy(distance: real, smoothly: bool): void {
        const way = root.allowed(glide.left + distance);
        glide.stop();
        if (smoothly && Theme.animate) {
            glide.go(way);
        } else {
            root.contentY += way;
            root.settled();
        }
    }

    /// So much of the way as there is room for.
    function allowed(distance: real): real {
        const lowest = root.originY + root.contentHeight - root.height;
        const to = Math.max(Math.min(root.contentY + distance, lowest), Math.min(root.originY, lowest));
        return to - root.contentY;
    }

    function settled(): void {
        root.stick = root.atYEnd && !root.messages.hasNewer; // else it is the end of the rows that are here, not of the room
        root.holdUppermost();
        root.reportRange();
    }

    /// From now on the uppermost message that begins inside the view stays where it is.
    function holdUppermost(): void {
        let row = root.rowAt(1, root.contentY + 1);
        if (row && row.y < root.contentY)
            row = root.rowAt(1, row.y + row.height + 1) ?? row;
        root.hold(row, false);
    }

    function hold(row: MessageItem, whole: bool): void {
        root.held = row;
        root.heldKey = row ? row.key : "";
        root.heldWhole = whole;
        root.heldAt = row ? root.edgeOf(row) - root.contentY : 0;
    }

    function edgeOf(row: MessageItem): real {
        return root.heldWhole ? row.y : row.y + row.box.y;
    }

    /// The held row, made again if so much has grown around it that the list let it go.
    function heldRow(): MessageItem {
        if (root.held && root.itemAtIndex(root.held.index) === root.held)
            return root.held;
        const row = root.messages.rowOf(root.heldKey);
        if (row < 0)
            return null;
        root.positionViewAtIndex(row, ListView.End);
        root.held = root.itemAtIndex(row) as MessageItem;
        return root.held;
    }

    /// Before every picture: heights become known, and rows come and go, at any time.
    function keepPlace(): void {
        if (root.stick && !glide.running) {
            if (!root.atYEnd)
                root.positionViewAtBeginning();
            return;
        }
        const row = root.heldRow();
        if (row && Math.abs(root.edgeOf(row) - root.contentY - root.heldAt) > 0.4)
            root.contentY = root.edgeOf(row) - root.heldAt;
    }

    /// Another room: from its end, until its first unread message is known.
    function restart(): void {
        glide.stop();
        root.currentIndex = -1;
        root.hold(null, false);
        root.stick = true;
        root.hoveredKey = "";
    }

    function toLatest(): void {
        glide.stop();
        root.stick = true;
        root.positionViewAtBeginning();
        root.messages.jumpToLatest();
    }

    function reveal(row: int): void {
        root.place(row, row === 0 ? ListView.Beginning : ListView.Center);
    }

    /// The row's upper edge at the view's.
    function placeAtTop(row: int): void {
        root.place(row, ListView.End); // the list begins at the bottom
    }

    function place(row: int, mode: int): void {
        if (row < 0 || row >= root.count)
            return;
        glide.stop();
        root.hold(null, false);
        root.positionViewAtIndex(row, mode);
        root.forceLayout(); // rows on the way had estimated heights until now
        root.positionViewAtIndex(row, mode);
        const item = root.itemAtIndex(row) as MessageItem;
        if (item && row > 0 && item.y < root.contentY)
            root.contentY += root.allowed(item.y - root.contentY); // of a message longer than the view, its beginning
        root.settled();
        if (item && !root.stick)
            root.hold(item, true);
        root.select(row);
    }

    /// For who uses the keyboard: a jump takes the chosen row along.
    function select(row: int): void {
        if (root.activeFocus)
            root.currentIndex = row;
    }

    function keepVisible(row: int): void {
        root.positionViewAtIndex(row, ListView.Contain);
        root.settled();
    }

    /// The row under a point of the content, or null.
    function rowAt(x: real, y: real): MessageItem {
        return root.itemAt(x, y) as MessageItem;
    }

    /// The row of a message, if it is laid out now.
    function rowOfMessage(messageId: string): MessageItem {
        const rows = root.contentItem.children;
        for (let i = 0; i < rows.length; ++i) {
            const row = rows[i] as MessageItem;
            if (row && row.messageId === messageId)
                return row;
        }
        return null;
    }

    function reportRange(): void {
        if (root.count === 0)
            return;
        const newest = root.indexAt(0, root.contentY + root.height - 1);
        const oldest = root.indexAt(0, root.contentY + 1);
        root.messages.visibleRange(Math.max(newest, 0), oldest < 0 ? root.count - 1 : oldest);
    }

    function followLayout(): void {
        root.keepPlace();
        root.reportRange();
        root.layoutMoved();
    }

    model: root.messages
    verticalLayoutDirection: ListView.BottomToTop
    boundsBehavior: Flickable.StopAtBounds
    interactive: false // the wheel and touch are handled below; a mouse drag marks words and throws nothing
    highlightFollowsCurrentItem: false
    currentIndex: -1
    keyNavigationEnabled: false
    cacheBuffer: 240 // rows are made in a fraction of a millisecond: no need for a screenful in reserve
    clip: true
    onContentHeightChanged: later.start()
    onCountChanged: later.start()
    onWidthChanged: later.start()
    onHeightChanged: later.start()
    onContentYChanged: root.layoutMoved()
    onStickChanged: root.messages.atEnd = root.stick
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    delegate: MessageRow {}
    timeline: look

    MessageLook {
        id: look

        messages: root.messages
        viewTop: root.contentY
        viewHeight: root.height
        onLinkActivated: url => root.linkActivated(url)
        onReactionPickerRequested: (key, near) => root.reactionPickerRequested(key, near)
    }

    WheelHandler {
        target: null
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad
        onWheel: event => {
            if (event.pixelDelta.y !== 0)
                root.scrollBy(-event.pixelDelta.y, false);
            else
                root.scrollBy(-event.angleDelta.y / 120 * Theme.px(100), true);
        }
    }
    DragHandler {
        property real moved: 0

        target: null
        acceptedDevices: PointerDevice.TouchScreen
        xAxis.enabled: false
        onActiveChanged: {
            moved = 0;
            if (!active)
                root.scrollBy(-centroid.velocity.y * Theme.flingSeconds, true);
        }
        onTranslationChanged: {
            if (active)
                root.scrollBy(moved - translation.y, false);
            moved = translation.y;
        }
    }
    ListGlide {
        id: glide

        duration: Theme.scroll
        onStepped: by => {
            root.contentY += root.allowed(by);
            root.holdUppermost();
            root.reportRange(); // pages are asked for while they can still come in time
        }
        onFinished: root.settled()
    }
    Connections {
        target: root.Window.window

        function onAfterAnimating(): void {
            root.keepPlace();
        }
    }
    Connections {
        target: root.messages

        function onModelAboutToBeReset(): void {
            root.hold(null, false);
        }
        function onPlaceRow(row: int): void {
            root.placeAtTop(row);
        }
        function onRevealRow(row: int): void {
            root.reveal(row);
            if (row > 0 && row !== root.messages.firstUnreadRow) {
                root.flashKey = root.messages.keyAt(row);
                flash.restart();
            }
        }
    }
    Timer {
        id: flash

        interval: Theme.flash
        onTriggered: root.flashKey = ""
    }
    Timer { // once per turn of the event loop, however many rows have changed
        id: later

        interval: 0
        onTriggered: root.followLayout()
    }
}
