import QtQuick
import Coterie.Models
import Coterie.Ui

/// What stands in the list's place while there is nothing to list.
Item {
    id: root

    required property MessageListModel messages
    required property string title
    readonly property bool failed: root.messages.failure !== "" && root.messages.count === 0
    readonly property bool loading: root.messages.loading && root.messages.count === 0

    visible: root.failed || root.messages.empty || (root.loading && patience.over)

    Timer { // the local store answers within a frame or two: no flash of a spinner for that
        id: patience

        property bool over: false

        interval: Theme.patience
        running: root.loading
        onRunningChanged: over = false
        onTriggered: over = true
    }
    EmptyState {
        anchors.centerIn: parent
        visible: root.failed || root.messages.empty
        icon: root.failed ? "wifi-off" : "message"
        title: root.failed ? qsTr("These messages cannot be shown now") : qsTr("No messages yet")
        detail: root.failed ? root.messages.failure : qsTr("Say something: this is the beginning of %1.").arg(root.title)
        action: root.failed ? qsTr("Try again") : ""
        onTriggered: root.messages.reload()
    }
    Column {
        anchors.centerIn: parent
        visible: root.loading
        spacing: Theme.space3

        Spinner {
            anchors.horizontalCenter: parent.horizontalCenter
            size: Theme.px(24)
        }
        Label {
            text: qsTr("Loading messages…")
            color: Theme.soft
        }
    }
}
