import QtQuick
import Coterie.Ui

/// What is special about a message: on its way, not sent, edited, pinned.
Row {
    id: root

    required property MessageRow row
    required property real roomWidth

    readonly property color words: root.row.failed ? Theme.danger : Theme.faint

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
        width: Math.min(implicitWidth, Math.max(0, root.roomWidth - (actions.active ? actions.width : 0) - Theme.px(40)))
        text: root.row.failed ? root.row.failure : root.row.pending ? qsTr("Sending…") : root.row.changePending ? qsTr("Saving…")
            : root.row.edited ? qsTr("edited") : qsTr("pinned")
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: root.words
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
    }
    Loader {
        id: actions

        height: parent.height
        active: root.row.failed
        sourceComponent: Row {
            leftPadding: Theme.space1
            spacing: Theme.space2

            TextLink {
                anchors.verticalCenter: parent.verticalCenter
                activeFocusOnTab: root.row.current
                color: Theme.danger
                textSize: Theme.textBody
                Accessible.role: Accessible.Button
                text: qsTr("Retry")
                onClicked: root.row.list.messages.retry(root.row.key)
            }
            TextLink {
                anchors.verticalCenter: parent.verticalCenter
                activeFocusOnTab: root.row.current
                color: Theme.danger
                textSize: Theme.textBody
                Accessible.role: Accessible.Button
                text: qsTr("Delete")
                onClicked: root.row.list.messages.discard(root.row.key)
            }
        }
    }
}
