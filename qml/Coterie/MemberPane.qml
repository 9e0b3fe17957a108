import QtQuick
import Coterie.Models
import Coterie.Ui

/// Everyone in the room, by presence, with what each is doing.
FocusScope {
    id: root

    required property MemberListModel members
    property bool closable: false

    signal closed
    signal personChosen(string userId)

    implicitWidth: Theme.paneWidth
    Accessible.role: Accessible.Pane
    Accessible.name: qsTr("Members")

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }
    Item {
        id: header

        width: parent.width
        height: Theme.headerHeight

        HeadingLabel {
            id: title

            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Members")
        }
        Label {
            anchors.left: title.right
            anchors.leftMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            text: root.members.count.toString()
            color: Theme.faint
        }
        IconButton {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            visible: root.closable
            icon: "close"
            tip: qsTr("Close")
            shortcutHint: qsTr("Esc")
            onClicked: root.closed()
        }
        Divider {
            anchors.bottom: parent.bottom
            width: parent.width
        }
    }
    MemberList {
        id: list

        anchors.top: header.bottom
        anchors.bottom: parent.bottom
        width: parent.width
        topMargin: Theme.px(6)
        bottomMargin: Theme.space3
        clip: true
        focus: true
        model: root.members
        boundsBehavior: Flickable.StopAtBounds
        highlightMoveDuration: 0
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Members")
        Keys.onEscapePressed: root.closed()

        delegate: MemberRow {}
        onPersonChosen: userId => root.personChosen(userId)
    }
    ScrollBar {
        flickable: list
    }
    Divider {
        anchors.left: parent.left
        vertical: true
        height: parent.height
    }
}
