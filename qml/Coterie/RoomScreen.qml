import QtQuick
import Coterie.Models
import Coterie.Ui

/// A room: what is said, where to say it, and who is there.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace
    required property RoomModel room
    readonly property bool narrow: root.width < Theme.px(860)
    readonly property string roomId: root.room.roomId
    property bool overlayOpen: false ///< the members, laid over the messages where there is no room beside them
    readonly property bool membersShown: !root.room.isDirect && (root.narrow ? root.overlayOpen : root.app.settings.membersVisible)
    readonly property alias composer: composer
    readonly property alias timeline: timeline

    function toggleMembers(): void {
        if (root.narrow)
            root.overlayOpen = !root.overlayOpen;
        else
            root.app.settings.membersVisible = !root.app.settings.membersVisible;
    }

    function takeFocus(): void {
        composer.takeFocus();
    }

    /// F6: messages, writing place, members, in this order. False when there is nothing to focus.
    function enterPane(place: int): bool {
        if (place === 0)
            timeline.enter();
        else if (place === 1)
            timeline.leave();
        else if (place === 2 && root.membersShown)
            pane.forceActiveFocus(Qt.TabFocusReason);
        return [timeline, composer, pane][place]?.activeFocus ?? false;
    }

    /// The pane after or before the one that has the focus; false when there is none.
    function stepPane(forward: bool): bool {
        const at = timeline.activeFocus ? 0 : pane.activeFocus ? 2 : 1;
        return root.enterPane(at + (forward ? 1 : -1));
    }

    focus: true
    Component.onCompleted: root.takeFocus()
    onNarrowChanged: root.overlayOpen = false
    onRoomIdChanged: {
        root.overlayOpen = false;
        timeline.restart();
        root.takeFocus();
    }
    Keys.onPressed: event => { // typing anywhere in the room writes
        const command = event.modifiers & (Qt.ControlModifier | Qt.AltModifier | Qt.MetaModifier);
        if (command || event.text === "" || event.text.charCodeAt(0) < 32 || event.text.charCodeAt(0) === 127)
            return;
        composer.type(event.text);
        event.accepted = true;
    }

    Shortcut {
        sequence: "Ctrl+Shift+P"
        enabled: root.visible
        onActivated: root.room.pointing = !root.room.pointing
    }
    Shortcut {
        sequence: "Ctrl+G"
        enabled: root.visible
        onActivated: header.pickDay()
    }
    Item {
        id: main

        anchors.left: parent.left
        width: root.membersShown && !root.narrow ? root.width - pane.width : root.width
        height: root.height

        RoomHeader {
            id: header

            width: parent.width
            workspace: root.workspace
            room: root.room
            membersShown: root.membersShown
            onMembersToggled: root.toggleMembers()
            onSearchRequested: root.workspace.openSearch(true)
            onPinnedRequested: root.workspace.openPinned()
            onDatesRequested: near => timeline.pickDay(near)
        }
        RoomTimeline {
            id: timeline

            anchors.top: header.bottom
            anchors.bottom: typing.top
            width: parent.width
            app: root.app
            room: root.room
            onLinkActivated: link => root.app.openLink(link)
            onComposerRequested: root.takeFocus()
        }
        ConnectionBanner {
            anchors.top: header.bottom
            width: parent.width
            connection: root.workspace.connection
        }
        RoomTypingLine {
            id: typing

            anchors.bottom: composer.top
            width: parent.width
            text: root.room.typingText
        }
        Composer {
            id: composer

            anchors.bottom: parent.bottom
            width: parent.width
            focus: true
            composer: root.room.composer
            settings: root.app.settings
            textOnly: root.room.textOnly
            onListRequested: timeline.enter()
            onPollRequested: {
                poll.active = true;
                const dialog = poll.item as PollDialog;
                dialog.room = root.room;
                dialog.open();
            }
        }
    }
    Loader {
        id: poll

        active: false
        source: "PollDialog.qml"
    }
    Rectangle {
        anchors.fill: parent
        visible: root.narrow && root.membersShown
        color: Theme.scrim

        MouseArea {
            anchors.fill: parent
            onClicked: root.overlayOpen = false
        }
    }
    Loader {
        id: pane

        anchors.right: parent.right
        width: Math.min(Theme.paneWidth, root.width)
        height: root.height
        active: root.membersShown
        Component.onCompleted: setSource("MemberPane.qml", {
            focus: true,
            members: Qt.binding(() => root.room.members),
            closable: Qt.binding(() => root.narrow)
        })
    }
    Connections {
        target: pane.item as MemberPane

        function onClosed(): void {
            root.overlayOpen = false;
            root.takeFocus();
        }

        function onPersonChosen(userId: string): void {
            root.workspace.openDirect(userId);
        }
    }
}
