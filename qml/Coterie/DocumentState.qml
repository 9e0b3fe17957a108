import QtQuick
import Coterie.Models
import Coterie.Ui

/// What stands in the text's place while there is none to show.
Item {
    id: root

    required property OpenDocumentModel document
    property bool board: false

    readonly property int stage: root.document ? root.document.state : OpenDocumentModel.Removed
    readonly property bool loading: root.stage === OpenDocumentModel.Loading
    readonly property bool removed: root.stage === OpenDocumentModel.Removed

    signal departed

    function title(): string {
        if (root.removed)
            return root.board ? qsTr("This board is gone") : qsTr("This document is gone");
        return root.board ? qsTr("This board cannot be shown") : qsTr("This document cannot be shown");
    }

    Timer { // what is stored is here within a frame or two: no flash of a spinner for that
        id: patience

        property bool over: false

        interval: Theme.patience
        running: root.loading && root.visible
        onRunningChanged: {
            if (patience.running)
                patience.over = false;
        }
        onTriggered: patience.over = true
    }

    EmptyState {
        action: qsTr("Back to the chat")
        anchors.centerIn: parent
        detail: root.loading ? "" : root.removed ? qsTr("Somebody removed it, or you are not in its room any more.") : root.document.failure
        icon: root.removed ? "trash" : "alert"
        title: root.loading ? "" : root.title()
        visible: !root.loading
        onTriggered: root.departed()
    }

    Column {
        anchors.centerIn: parent
        spacing: Theme.space3
        visible: root.loading && patience.over

        Spinner {
            anchors.horizontalCenter: parent.horizontalCenter
            running: parent.visible
            size: Theme.px(24)
        }

        Label {
            color: Theme.soft
            text: root.board ? qsTr("Opening the board…") : qsTr("Opening the document…")
        }
    }
}
