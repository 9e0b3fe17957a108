import QtQuick
import Coterie.Models
import Coterie.Ui

/// The room's name and topic, and who is here.
Item {
    id: root

    required property Workspace workspace
    required property RoomModel room
    required property bool membersShown
    readonly property bool wide: root.width > Theme.px(700)

    signal membersToggled
    signal searchRequested
    signal pinnedRequested
    signal datesRequested(near: Item)

    function pickDay(): void {
        root.datesRequested(dates);
    }

    implicitHeight: Theme.headerHeight

    HeadingLabel {
        id: heading

        x: Theme.px(18)
        y: Math.round((parent.height - height) / 2)
        width: Math.min(Math.ceil(implicitWidth), Math.floor(Math.max(Theme.px(120), root.width * 0.4)))
        horizontalAlignment: Text.AlignLeft
        text: root.room.title
    }
    Label {
        anchors.left: heading.right
        anchors.leftMargin: Theme.space3
        anchors.right: tools.left
        anchors.rightMargin: Theme.space1
        y: Math.round((parent.height - height) / 2)
        horizontalAlignment: Text.AlignLeft
        text: root.room.topic
        color: Theme.soft
        font.pixelSize: Theme.textCaption
    }
    Row {
        id: tools

        anchors.right: tabs.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        Loader {
            id: pinned

            anchors.verticalCenter: parent.verticalCenter
            active: root.room.pinnedCount > 0
            visible: active
            source: "RoomPinnedNote.qml"
            onLoaded: (pinned.item as RoomPinnedNote).count = Qt.binding(() => root.room.pinnedCount)
        }
        Connections {
            target: pinned.item as RoomPinnedNote

            function onClicked(): void {
                root.pinnedRequested();
            }
        }
        IconButton {
            icon: "search"
            text: qsTr("Search in this room")
            tip: qsTr("Search in this room")
            shortcutHint: qsTr("Ctrl+F")
            onClicked: root.searchRequested()
        }
        IconButton {
            id: dates

            icon: "calendar"
            text: qsTr("Jump to a day")
            tip: qsTr("Jump to a day")
            shortcutHint: qsTr("Ctrl+G")
            onClicked: root.datesRequested(dates)
        }
        IconButton {
            icon: "pointer"
            text: qsTr("Point")
            tip: root.room.pointing ? qsTr("Hide my pointer from the others") : qsTr("Show my pointer to the others")
            shortcutHint: qsTr("Ctrl+Shift+P")
            checkable: true
            checked: root.room.pointing
            active: checked
            onClicked: root.room.pointing = !root.room.pointing
        }
    }
    // Not on the first frame: its place is kept.
    Loader {
        id: tabs

        anchors.right: heads.visible ? heads.left : members.left
        anchors.rightMargin: root.workspace.hasDocuments ? Theme.space2 : 0
        anchors.verticalCenter: parent.verticalCenter
        visible: root.workspace.hasDocuments
        width: !root.workspace.hasDocuments ? 0 : tabs.item ? (tabs.item as Item).implicitWidth : Theme.px(146)

        Timer {
            interval: 0
            running: root.workspace.hasDocuments
            onTriggered: tabs.setSource("RoomTabs.qml", {
                workspace: root.workspace
            })
        }
    }
    RoomHeads {
        id: heads

        anchors.right: members.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        people: root.room.headMembers
        visible: !root.room.isDirect && root.room.headMembers.count > 0 && root.wide
        onClicked: root.membersToggled()
    }
    IconButton {
        id: members

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        icon: "users"
        text: qsTr("Members")
        tip: root.membersShown ? qsTr("Hide the members") : qsTr("Show the members")
        checkable: true
        checked: root.membersShown
        active: checked
        onClicked: root.membersToggled()
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
