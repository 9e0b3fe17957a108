import QtQuick
import Coterie.Models
import Coterie.Ui

/// The name and the room of a text or a board, the way to the chat, who is in it, and the panes.
Item {
    id: root

    required property Workspace workspace
    required property OpenDocumentModel document ///< null: those of the room are listed
    required property bool narrow
    required property string pane

    readonly property int stage: root.document ? root.document.state : OpenDocumentModel.Removed
    readonly property bool ready: root.stage === OpenDocumentModel.Ready
    readonly property bool boards: root.workspace.page === Workspace.Board

    signal paneRequested(string name)
    signal menuRequested(Item at)

    /// Of what is open now: one may follow the other without a stop.
    function showTools(): void {
        const file = !root.document || root.document.state !== OpenDocumentModel.Ready ? "" : root.document as BoardModel ? "BoardHeaderTools.qml" : "DocumentHeaderTools.qml";
        tools.setSource(file, file.length > 0 ? {
            document: root.document,
            narrow: Qt.binding(() => root.narrow),
            pane: Qt.binding(() => root.pane)
        } : {});
    }

    implicitHeight: Theme.headerHeight
    Component.onCompleted: root.showTools()
    onDocumentChanged: root.showTools()
    onStageChanged: root.showTools()

    Connections {
        function onPaneRequested(name: string): void {
            root.paneRequested(name);
        }

        ignoreUnknownSignals: true
        target: tools.item
    }

    HeadingLabel {
        id: heading

        anchors.verticalCenter: parent.verticalCenter
        text: root.document ? root.document.title : root.boards ? qsTr("Boards") : qsTr("Documents")
        width: Math.min(Math.ceil(implicitWidth), Math.max(Theme.px(40), end.x - x - (place.visible ? Theme.px(90) : Theme.space3)))
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
        text: root.document ? root.document.roomTitle.length > 0 ? qsTr("in %1").arg(root.document.roomTitle) : "" : root.workspace.room ? qsTr("in %1").arg(root.workspace.room.title) : ""
        visible: !root.narrow
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        Loader {
            id: tools

            anchors.verticalCenter: parent.verticalCenter
            visible: tools.status === Loader.Ready
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

            active: root.ready && root.document.people.count > 0 && root.width >= Theme.px(480)
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
