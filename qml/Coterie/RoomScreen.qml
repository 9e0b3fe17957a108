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

    function openLink(link: string): void {
        if (link.startsWith("mention:"))
            root.workspace.openDirect(link.slice("mention:".length));
        else
            root.app.openLink(link);
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
        onActivated: root.room.pointing = !root.room.pointing
    }
    Item {
        id: main

        width: root.membersShown && !root.narrow ? root.width - pane.width : root.width
        height: root.height

        RoomHeader {
            id: header

            width: parent.width
            room: root.room
            membersShown: root.membersShown
            onMembersToggled: root.toggleMembers()
        }
        Loader {
            id: banner

            anchors.top: header.bottom
            width: parent.width
            active: root.workspace.connection.bannerVisible
            sourceComponent: OfflineBanner {
                title: root.workspace.connection.title
                detail: root.workspace.connection.detail
                action: root.workspace.connection.action
                canRetry: root.workspace.connection.canRetry
                narrow: main.width < Theme.px(640)
                onRetryRequested: root.workspace.connection.retryNow()
            }
        }
        RoomTimeline {
            id: timeline

            anchors.top: banner.active ? banner.bottom : header.bottom
            anchors.bottom: typing.top
            width: parent.width
            app: root.app
            room: root.room
            onLinkActivated: link => root.openLink(link)
            onComposerRequested: root.takeFocus()
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
            onListRequested: timeline.enter()
            onPollRequested: {
                poll.active = true;
                (poll.item as PollDialog).open();
            }
        }
    }
    Loader {
        id: poll

        active: false
        sourceComponent: PollDialog {
            room: root.room
        }
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
        height: root.height
        width: Math.min(Theme.paneWidth, root.width)
        active: root.membersShown
        sourceComponent: MemberPane {
            members: root.room.members
            closable: root.narrow
            onClosed: {
                root.overlayOpen = false;
                root.takeFocus();
            }
            onPersonChosen: userId => root.workspace.openDirect(userId)

            Divider {
                vertical: true
                height: parent.height
            }
        }
    }
}
