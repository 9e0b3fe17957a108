import QtQuick
import QtQuick.Layouts
import Coterie.Models
import Coterie.Ui

/// The room's name and topic, and who is here.
Item {
    id: root

    required property RoomModel room
    required property bool membersShown

    signal membersToggled
    signal searchRequested
    signal datesRequested(near: Item)

    function pickDay(): void {
        root.datesRequested(dates);
    }

    implicitHeight: Theme.headerHeight

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(18)
        anchors.rightMargin: Theme.px(18)
        spacing: Theme.space1

        HeadingLabel {
            Layout.maximumWidth: Math.max(Theme.px(120), root.width * 0.4)
            horizontalAlignment: Text.AlignLeft
            text: root.room.title
        }
        Label {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space2
            horizontalAlignment: Text.AlignLeft
            text: root.room.topic
            color: Theme.soft
            font.pixelSize: Theme.textCaption
        }
        RoomPinnedNote {
            visible: root.room.pinnedCount > 0
            count: root.room.pinnedCount
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
        RoomHeads {
            Layout.leftMargin: Theme.space1
            people: root.room.headMembers
            visible: !root.room.isDirect
            onClicked: root.membersToggled()
        }
        IconButton {
            icon: "users"
            text: qsTr("Members")
            tip: root.membersShown ? qsTr("Hide the members") : qsTr("Show the members")
            checkable: true
            checked: root.membersShown
            active: checked
            onClicked: root.membersToggled()
        }
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
