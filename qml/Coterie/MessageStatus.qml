import QtQuick
import Coterie
import Coterie.Ui

/// What is special about a message: on its way, not sent, edited, pinned.
Row {
    id: root

    required property MessageItem row
    readonly property color words: root.row.failed ? Theme.danger : Theme.faint

    function describe(): string {
        if (root.row.failed)
            return root.row.failure;
        if (root.row.pending)
            return qsTr("Sending…");
        if (root.row.changePending)
            return qsTr("Saving…");
        return root.row.edited ? qsTr("edited") : qsTr("pinned");
    }

    height: Theme.textLine
    spacing: Theme.space1

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.row.pinned
        name: "pin"
        size: Theme.px(13)
        color: Theme.faint
    }
    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: root.row.delivery !== "sent" || root.row.changePending
        name: root.row.failed ? "alert" : "clock"
        size: Theme.px(13)
        color: root.words
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, Theme.px(420))
        text: root.describe()
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: root.words
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
    }
    Loader {
        height: parent.height
        active: root.row.failed
        visible: active
        Component.onCompleted: setSource("MessageRescue.qml", {
            row: root.row
        })
    }
}
