import QtQuick
import Coterie.Models
import Coterie.Ui

/// What stands in the text's place while there is none to show.
Item {
    id: root

    required property DocumentModel document

    readonly property int stage: root.document ? root.document.state : DocumentModel.Removed
    readonly property bool loading: root.stage === DocumentModel.Loading

    signal departed

    function title(): string {
        switch (root.stage) {
        case DocumentModel.Removed:
            return qsTr("This document is gone");
        case DocumentModel.Unsupported:
            return qsTr("This is a board");
        default:
            return qsTr("This document cannot be shown");
        }
    }

    function detail(): string {
        switch (root.stage) {
        case DocumentModel.Removed:
            return qsTr("Somebody removed it, or you are not in its room any more.");
        case DocumentModel.Unsupported:
            return qsTr("This version of Coterie shows texts only.");
        default:
            return root.document.failure;
        }
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
        detail: root.loading ? "" : root.detail()
        icon: root.stage === DocumentModel.Unsupported ? "board" : root.stage === DocumentModel.Removed ? "trash" : "alert"
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
            text: qsTr("Opening the document…")
        }
    }
}
