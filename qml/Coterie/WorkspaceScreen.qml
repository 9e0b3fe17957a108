import QtQuick
import Coterie.Models
import Coterie.Ui

/// The signed-in window: sidebar or rail, the page in the middle, and what opens above them. Everything that is not on
/// the first frame is loaded when it is first wanted.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace
    property bool inviteFirst: false

    readonly property bool narrow: root.width > 0 && root.width < Theme.narrowBelow

    function showSide() {
        side.setSource(root.narrow ? "Rail.qml" : "Sidebar.qml", {
            app: root.app,
            workspace: root.workspace
        });
    }

    function showSearch() {
        if (search.status === Loader.Null)
            search.setSource("SearchPane.qml", {
                workspace: root.workspace
            });
        (search.item as SearchPane).begin();
    }

    function endSearch(goBack: bool) {
        search.setSource("");
        if (goBack)
            root.workspace.leaveSearch();
        else
            root.workspace.stayAtHit();
        if (pages.roomShown && pages.screen)
            pages.screen.takeFocus();
        else
            pages.forceActiveFocus(Qt.OtherFocusReason);
    }

    function cyclePanes(forward: bool) {
        if (side.activeFocus)
            pages.enter(forward);
        else if (search.activeFocus)
            side.forceActiveFocus(Qt.TabFocusReason);
        else if (!pages.step(forward))
            (forward && search.item ? search : side).forceActiveFocus(Qt.TabFocusReason);
    }

    focus: true
    Component.onCompleted: root.showSide()
    Keys.onEscapePressed: {
        if (root.workspace.room && !pages.documentShown)
            root.workspace.room.markRead();
    }
    onNarrowChanged: root.showSide()

    Loader {
        id: side

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.top: parent.top
        width: root.narrow ? Theme.railWidth : Theme.sidebarWidth
    }

    Connections {
        function onOverlayRequested(file: string, at: Item) {
            overlay.show(file, at);
        }

        ignoreUnknownSignals: true
        target: side.item
    }

    PageStack {
        id: pages

        anchors.bottom: parent.bottom
        anchors.left: side.right
        anchors.right: search.wanted > 0 && !root.narrow ? search.left : parent.right
        anchors.top: parent.top
        app: root.app
        focus: true
        workspace: root.workspace
    }

    // Beside the page, or over it where there is no room.
    Loader {
        id: search

        readonly property int wanted: search.status === Loader.Null ? 0 : Theme.px(360)

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        anchors.top: parent.top
        objectName: "search"
        width: Math.min(search.wanted, root.width - side.width)
    }

    Connections {
        function onClosed(goBack: bool) {
            root.endSearch(goBack);
        }

        ignoreUnknownSignals: true
        target: search.item
    }

    OverlayHost {
        id: overlay

        objectName: "overlay"
        anchors.fill: parent
        app: root.app
        workspace: root.workspace
    }

    // After the room has taken the focus, which the dialog then keeps.
    Timer {
        interval: 0
        running: root.inviteFirst
        onTriggered: overlay.show("InviteDialog.qml", null)
    }

    WorkspaceKeys {
        workspace: root.workspace
        onOverlayRequested: file => overlay.show(file, null)
        onPaneRequested: forward => root.cyclePanes(forward)
    }

    Connections {
        function onSearchRequested() {
            root.showSearch();
        }

        function onBrowseRequested() {
            if (!root.workspace.connection.plain)
                overlay.show("BrowseDialog.qml", null);
        }

        function onLeaveWorkspaceRequested() {
            overlay.show("LeaveDialog.qml", null);
        }

        function onNewRoomRequested() {
            if (root.workspace.connection.hasRooms)
                overlay.show("CreateRoomDialog.qml", null);
        }

        function onNewDocumentRequested() {
            overlay.show("NewDocumentDialog.qml", null);
        }

        function onNewBoardRequested() {
            overlay.show("NewBoardDialog.qml", null);
        }

        function onShortcutsRequested() {
            overlay.show("ShortcutsDialog.qml", null);
        }

        target: root.workspace
    }
}
