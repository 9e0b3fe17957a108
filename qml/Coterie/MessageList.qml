import QtQuick
import Coterie.Models
import Coterie.Ui

/// The messages, newest at the bottom. Whoever reads stays where they are, whatever arrives above or below;
/// whoever is at the end stays at the end, whatever grows.
MessageView {
    id: root

    property bool stick: true ///< the reader is at the newest message
    property real knownHeight: 0
    property real growth: 0
    readonly property real fromEnd: root.originY + root.contentHeight - root.height - root.contentY

    signal layoutMoved() ///< rows have come, gone, moved or changed size

    function scrollBy(distance: real, smoothly: bool): void {
        const from = glide.running ? glide.to : root.contentY;
        const lowest = root.originY + root.contentHeight - root.height;
        const to = Math.max(Math.min(from + distance, lowest), Math.min(root.originY, lowest));
        glide.stop();
        if (smoothly && Theme.animate) {
            glide.to = to;
            glide.start();
        } else {
            root.contentY = to;
            root.settled();
        }
    }

    function settled(): void {
        root.stick = root.atYEnd;
        root.reportRange();
    }

    /// Another room: from its end, until its first unread message is known.
    function restart(): void {
        glide.stop();
        root.currentIndex = -1;
        root.stick = true;
        root.hoveredKey = "";
        root.hoveredLink = "";
    }

    function toLatest(): void {
        glide.stop();
        root.stick = true;
        root.positionViewAtBeginning();
        root.messages.jumpToLatest();
    }

    function reveal(row: int): void {
        if (row < 0 || row >= root.count)
            return;
        glide.stop();
        const mode = row === 0 ? ListView.Beginning : ListView.Center;
        root.positionViewAtIndex(row, mode);
        root.forceLayout(); // rows on the way had estimated heights until now
        root.positionViewAtIndex(row, mode);
        root.settled();
    }

    function keepVisible(row: int): void {
        root.positionViewAtIndex(row, ListView.Contain);
        root.settled();
    }

    /// The row under a point of the content, or null.
    function rowAt(x: real, y: real): MessageData {
        return root.itemAt(x, y) as MessageData;
    }

    /// The row of a message, if it is laid out now.
    function rowOfMessage(messageId: string): MessageData {
        const rows = root.contentItem.children;
        for (let i = 0; i < rows.length; ++i) {
            const row = rows[i] as MessageData;
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

    function holdPlace(): void {
        if (root.stick)
            root.positionViewAtBeginning();
        else if (root.growth !== 0)
            root.scrollBy(root.growth, false);
        root.growth = 0;
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
    cacheBuffer: Math.max(root.height, 0)
    clip: true
    onContentHeightChanged: later.start()
    onCountChanged: later.start()
    onWidthChanged: later.start()
    onHeightChanged: { // a view that fills from the bottom keeps its lower edge; who reads wants to keep the upper one
        if (root.knownHeight > 0)
            root.growth += root.height - root.knownHeight;
        root.knownHeight = root.height;
        later.start();
    }
    onContentYChanged: root.layoutMoved()
    onStickChanged: root.messages.atEnd = root.stick
    Accessible.role: Accessible.List
    Accessible.name: qsTr("Messages")

    delegate: MessageRow {}

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
        property real start: 0

        target: null
        acceptedDevices: PointerDevice.TouchScreen
        xAxis.enabled: false
        onActiveChanged: {
            if (active)
                start = root.contentY;
            else
                root.scrollBy(-centroid.velocity.y * Theme.flingSeconds, true);
        }
        onTranslationChanged: {
            if (active)
                root.scrollBy(start - translation.y - root.contentY, false);
        }
    }
    NumberAnimation {
        id: glide

        target: root
        property: "contentY"
        duration: Theme.scroll
        easing.type: Easing.OutCubic
        onFinished: root.settled()
    }
    Connections {
        target: root.messages

        function onRevealRow(row: int): void {
            root.reveal(row);
            revealAgain.row = row;
            revealAgain.passes = 3;
            revealAgain.restart();
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
        onTriggered: root.holdPlace()
    }
    Timer { // after a reset heights settle over several passes
        id: revealAgain

        property int row: -1
        property int passes: 0

        interval: 0
        onTriggered: {
            root.reveal(row);
            if (--passes > 0)
                restart();
        }
    }
}
