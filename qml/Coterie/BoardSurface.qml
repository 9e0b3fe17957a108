import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The board with what lies over it: tools at its foot, the style at its side, pages and zoom in the corners.
FocusScope {
    id: root

    required property BoardModel document
    required property bool editable
    required property color hue ///< this person's
    property int taken: 0 ///< of the foot by what the page lays over it
    property int covered: 0 ///< of the top, likewise

    readonly property alias canvas: canvas
    readonly property bool small: root.width < Theme.px(920) ///< pages and zoom stand above the tools
    readonly property int foot: toolbar.item ? Theme.space4 + toolbar.height + (root.small ? Theme.px(8) : 0) : Theme.space4
    readonly property bool drawing: canvas.tool !== "select" && canvas.tool !== "hand" && canvas.tool !== "lasso" && canvas.tool !== "laser"
    property bool styleHidden: false ///< this person does not want it
    property bool styleAsked: false ///< in a small window it comes only when asked for
    property bool mapShown: false
    readonly property bool styleWanted: root.editable && (canvas.selectionCount > 0 || root.drawing) && canvas.styleOffered.length + (canvas.tool === "eraser" ? 1 : 0) > 0
    readonly property bool styleShown: root.styleWanted && (root.small ? root.styleAsked : !root.styleHidden)

    signal contextMenuRequested(real x, real y)
    signal imageRequested
    signal fileDropped(string file, real x, real y)
    signal linkActivated(string url)
    signal noticed(string words)
    signal followEnded ///< by this person's hand
    signal popupRequested(string file, Item at)

    function react(): void {
        pointers.react();
    }

    function toggleStyle(): void {
        if (root.small)
            root.styleAsked = !root.styleAsked;
        else
            root.styleHidden = !root.styleHidden;
    }

    /// F6: the board, the tools, the style, pages, zoom. False when there is nothing to focus.
    function enterPart(part: int): bool {
        if (part === 0)
            canvas.forceActiveFocus(Qt.TabFocusReason);
        else if (part === 1 && toolbar.item)
            (toolbar.item as BoardToolbar).takeFocus();
        else if (part === 2 && style.item)
            (style.item as BoardStylePanel).takeFocus();
        return [canvas, toolbar, style][part]?.activeFocus ?? false;
    }

    function focusedPart(): int {
        return toolbar.activeFocus ? 1 : style.activeFocus ? 2 : 0;
    }

    BoardPlace {
        canvas: canvas
        document: root.document
    }

    BoardCanvas {
        id: canvas

        accessibleName: root.document ? root.document.title : ""
        anchors.fill: parent
        board: root.document ? root.document.board : null
        focus: true
        followedClient: root.document ? root.document.people.followedClient : 0
        gridVisible: true
        look: BoardTheme {}
        presence: root.document ? root.document.presence : null
        onAnnouncement: words => Announcer.announce(canvas, words)
        onChatRequested: pointers.chat()
        onContextMenuRequested: (x, y) => root.contextMenuRequested(x, y)
        onImageRequested: root.imageRequested()
        onLinkActivated: url => root.linkActivated(url)
        onNotice: words => root.noticed(words)
        onFollowedClientChanged: {
            if (canvas.followedClient === 0)
                root.followEnded();
        }
    }

    BoardPointers {
        id: pointers

        anchors.fill: parent
        canvas: canvas
        document: root.document
        hue: root.hue
    }

    DropArea {
        anchors.fill: parent
        enabled: root.editable
        keys: ["text/uri-list"]
        onDropped: drop => {
            for (const file of drop.urls)
                root.fileDropped(file.toString(), drop.x, drop.y);
        }
    }

    Loader {
        active: canvas.editing
        Component.onCompleted: setSource("BoardTextEditor.qml", {
            canvas: canvas
        })
    }

    EmptyState {
        anchors.centerIn: parent
        detail: root.editable ? qsTr("Choose a tool below, paste something, or drop a file here.") : qsTr("Nobody has drawn anything yet.")
        icon: "board"
        title: qsTr("An empty page")
        visible: root.document !== null && root.document.state === OpenDocumentModel.Ready && canvas.contentRect.width === 0 && canvas.contentRect.height === 0 && !canvas.busy && canvas.tool === "select"
    }

    Loader {
        id: style

        active: root.styleShown
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        enabled: !canvas.busy
        opacity: canvas.busy ? 0.4 : 1
        y: root.covered + Theme.space3
        Component.onCompleted: style.setSource("BoardStylePanel.qml", {
            canvas: canvas,
            room: Qt.binding(() => root.height - root.covered - Theme.space3 * 2 - (root.small ? root.foot : 0) - corner.height - Theme.space4)
        })
    }

    Loader {
        id: toolbar

        active: root.editable && root.taken === 0
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        enabled: !canvas.busy
        Component.onCompleted: toolbar.setSource("BoardToolbar.qml", {
            canvas: canvas,
            room: Qt.binding(() => root.width - 2 * Theme.space3),
            styleShown: Qt.binding(() => root.styleShown)
        })
    }

    Loader {
        active: root.taken === 0 && !root.editable && root.document !== null && root.document.state === OpenDocumentModel.Ready
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(21)
        anchors.horizontalCenter: parent.horizontalCenter
        source: "BoardViewOnly.qml"
    }

    Connections {
        function onMoreRequested(at: Item): void {
            root.popupRequested("BoardToolMenu.qml", at);
        }

        function onStyleToggled(): void {
            root.toggleStyle();
        }

        ignoreUnknownSignals: true
        target: toolbar.item
    }

    BoardPagesChip {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.max(root.taken, root.small ? root.foot : Theme.px(21))
        anchors.left: parent.left
        anchors.leftMargin: Theme.space3
        canvas: canvas
        editable: root.editable
        onListRequested: at => root.popupRequested("BoardPages.qml", at)
    }

    BoardZoomBar {
        id: corner

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Math.max(root.taken, root.small ? root.foot : Theme.px(21))
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        canvas: canvas
        mapShown: root.mapShown
        onMapToggled: root.mapShown = !root.mapShown
        onMenuRequested: at => root.popupRequested("BoardZoomMenu.qml", at)
    }

    Loader {
        id: map

        active: root.mapShown
        anchors.bottom: corner.top
        anchors.bottomMargin: Theme.space2
        anchors.right: corner.right
        Component.onCompleted: setSource("BoardMap.qml", {
            canvas: canvas
        })
    }

    Connections {
        function onViewMoved(): void {
            root.followEnded();
            canvas.viewMoved(); // it is remembered, as any other move
        }

        ignoreUnknownSignals: true
        target: map.item
    }
}
