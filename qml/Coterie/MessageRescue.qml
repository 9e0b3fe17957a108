import QtQuick
import Coterie
import Coterie.Ui

/// What can be done for a message that was not sent.
Row {
    id: root

    required property MessageItem row

    leftPadding: Theme.space1
    spacing: Theme.space2

    TextLink {
        anchors.verticalCenter: parent.verticalCenter
        activeFocusOnTab: root.row.current
        color: Theme.danger
        textSize: Theme.textBody
        text: qsTr("Retry")
        Accessible.role: Accessible.Button
        onClicked: root.row.timeline.messages.retry(root.row.key)
    }
    TextLink {
        anchors.verticalCenter: parent.verticalCenter
        activeFocusOnTab: root.row.current
        color: Theme.danger
        textSize: Theme.textBody
        text: qsTr("Delete")
        Accessible.role: Accessible.Button
        onClicked: root.row.timeline.messages.discard(root.row.key)
    }
}
