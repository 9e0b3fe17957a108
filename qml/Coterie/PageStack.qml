import QtQuick
import Coterie.Models
import Coterie.Ui

/// The middle of the window: the open room, or another page over it. The room stays made while another page shows.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property bool roomShown: root.workspace.page === Workspace.Room && root.workspace.room !== null
    readonly property bool documentShown: root.workspace.page === Workspace.Document || root.workspace.page === Workspace.Board
    readonly property RoomScreen screen: room.item as RoomScreen
    readonly property int sideWidth: root.roomShown && root.screen && root.screen.membersShown && !root.screen.narrow ? Theme.paneWidth : 0
    property string shownFile
    readonly property int composerHeight: root.roomShown && root.screen ? root.screen.composer.height : 0

    function pageFile(): string {
        switch (root.workspace.page) {
        case Workspace.Document:
        case Workspace.Board:
            return "DocumentScreen.qml";
        case Workspace.Notifications:
            return "NotificationsPage.qml";
        case Workspace.Activity:
            return "ActivityPage.qml";
        case Workspace.Settings:
            return "SettingsPage.qml";
        default:
            return root.workspace.room ? "" : "NoRoom.qml";
        }
    }

    function show() {
        if (root.workspace.room && room.status === Loader.Null)
            room.setSource("RoomScreen.qml", {
                app: root.app,
                workspace: root.workspace,
                room: root.workspace.room
            });
        else if (!root.workspace.room)
            room.setSource("");
        const file = root.pageFile();
        if (file !== root.shownFile) {
            root.shownFile = file;
            other.setSource(file, file.length > 0 ? {
                app: root.app,
                workspace: root.workspace
            } : {});
        }
        if (root.roomShown && root.screen)
            root.screen.takeFocus();
        else if (other.item)
            (other.item as Item).forceActiveFocus();
    }

    /// F6 from outside: the first or the last pane of the page.
    function enter(forward: bool) {
        if (root.documentShown) {
            const document = other.item as DocumentScreen;
            if (!document.enterPane(forward ? 0 : 1))
                document.enterPane(0);
        } else if (!root.roomShown || !root.screen)
            other.forceActiveFocus(Qt.TabFocusReason);
        else if (!root.screen.enterPane(forward ? 0 : 2))
            root.screen.enterPane(1);
    }

    /// F6 inside: true when the page has moved the focus to its next pane.
    function step(forward: bool): bool {
        if (root.documentShown)
            return (other.item as DocumentScreen).stepPane(forward);
        return root.roomShown && root.screen !== null && root.screen.stepPane(forward);
    }

    Component.onCompleted: root.show()

    Connections {
        function onPageChanged() {
            root.show();
        }

        function onRoomChanged() {
            root.show();
        }

        target: root.workspace
    }

    Loader {
        id: room

        anchors.fill: parent
        focus: root.roomShown
        visible: root.roomShown
    }

    Loader {
        id: other

        anchors.fill: parent
        focus: !root.roomShown
    }

    Loader {
        id: toasts

        active: root.workspace.toasts.count > 0
        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.composerHeight > 0 ? root.composerHeight + Theme.px(26) : root.documentShown ? Theme.px(74) : Theme.px(18)
        anchors.right: parent.right
        anchors.rightMargin: root.sideWidth + Theme.px(18)
        z: 50
        onActiveChanged: {
            if (toasts.active)
                toasts.setSource("Toasts.qml", {
                    toasts: root.workspace.toasts
                });
        }
    }
}
