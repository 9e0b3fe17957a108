import QtQuick
import Coterie.Models
import Coterie.Ui

/// Which message is being answered or changed, with a way out.
Item {
    id: root

    required property ComposerModel composer

    implicitHeight: Theme.px(34)

    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(13)
        anchors.verticalCenter: parent.verticalCenter
        name: root.composer.editing ? "edit" : "reply"
        size: Theme.px(15)
        color: Theme.accent
    }
    SmallLabel {
        id: title

        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, root.width * 0.4)
        strong: true
        color: Theme.accent
        text: root.composer.editing ? qsTr("Editing your message") : qsTr("Replying to %1").arg(root.composer.replyAuthor)
    }
    SmallLabel {
        anchors.left: title.right
        anchors.leftMargin: Theme.space2
        anchors.right: cancel.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        maximumLineCount: 1
        text: root.composer.replyText
    }
    IconButton {
        id: cancel

        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        size: Theme.px(26)
        iconSize: Theme.px(15)
        icon: "close"
        tip: root.composer.editing ? qsTr("Stop editing") : qsTr("Do not reply")
        shortcutHint: qsTr("Esc")
        onClicked: root.composer.cancel()
    }
    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
