import QtQuick
import Coterie.Models
import Coterie.Ui

/// The document's name and room, the way to the chat, who is in it, and the panes.
Item {
    id: root

    required property Workspace workspace
    required property DocumentModel document ///< null: the documents of the room are listed
    required property bool narrow
    required property string pane

    readonly property bool ready: root.document !== null && root.document.state === DocumentModel.Ready

    signal paneRequested(string name)
    signal menuRequested(Item at)

    implicitHeight: Theme.headerHeight

    HeadingLabel {
        id: heading

        anchors.verticalCenter: parent.verticalCenter
        text: root.document ? root.document.title : qsTr("Documents")
        width: Math.min(Math.ceil(implicitWidth), Math.max(Theme.px(80), end.x - x - (place.visible ? Theme.px(90) : Theme.space3)))
        x: Theme.px(18)
    }

    Label {
        id: place

        anchors.left: heading.right
        anchors.leftMargin: Theme.space3
        anchors.right: end.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textCaption
        text: root.document ? qsTr("in %1").arg(root.document.roomTitle) : root.workspace.room ? qsTr("in %1").arg(root.workspace.room.title) : ""
        visible: !root.narrow
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        IconButton {
            active: root.pane === "outline"
            anchors.verticalCenter: parent.verticalCenter
            checkable: true
            checked: active
            icon: "outline"
            shortcutHint: qsTr("Ctrl+Shift+O")
            text: qsTr("Outline")
            tip: qsTr("Outline")
            visible: root.ready && !root.narrow
            onClicked: root.paneRequested("outline")
        }

        IconButton {
            id: comments

            active: root.pane === "comments"
            anchors.verticalCenter: parent.verticalCenter
            checkable: true
            checked: active
            description: badge.visible ? qsTr("%n open", "", badge.count) : ""
            icon: "message"
            shortcutHint: qsTr("Ctrl+Alt+C")
            text: qsTr("Comments")
            tip: qsTr("Comments")
            visible: root.ready
            onClicked: root.paneRequested("comments")

            Badge {
                id: badge

                anchors.right: parent.right
                anchors.rightMargin: -Theme.px(3)
                anchors.top: parent.top
                anchors.topMargin: -Theme.px(3)
                count: root.ready ? root.document.comments.openCount : 0
                scale: 0.8
            }
        }

        IconButton {
            id: more

            anchors.verticalCenter: parent.verticalCenter
            icon: "more"
            role: Accessible.ButtonMenu
            text: qsTr("More")
            tip: qsTr("More")
            visible: root.ready
            onClicked: root.menuRequested(more)
        }

        Item {
            height: 1
            width: Theme.space1
        }

        RoomTabs {
            anchors.verticalCenter: parent.verticalCenter
            workspace: root.workspace
        }

        Loader {
            id: faces

            active: root.ready && root.document.people.count > 0
            anchors.verticalCenter: parent.verticalCenter
            visible: active
            Component.onCompleted: faces.setSource("DocumentPeople.qml", {
                people: Qt.binding(() => root.document ? root.document.people : null)
            })
        }
    }

    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
