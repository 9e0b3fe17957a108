import QtQuick
import Coterie.Models
import Coterie.Ui

/// A link to give to people. The hosting computer has one at hand; otherwise the server makes one.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    property string link: root.app.inviteLink

    boxWidth: Theme.px(480)
    title: qsTr("Invite people to %1").arg(root.workspace.name)
    onAboutToOpen: {
        if (root.link.length === 0)
            root.workspace.createInvite();
    }

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Label {
            color: Theme.soft
            lineHeight: 1.25
            text: qsTr("Whoever opens this link in Coterie can join. Send it only to people you want here.")
            width: parent.width
            wrapMode: Text.Wrap
        }

        Item {
            height: Theme.controlHeight
            width: parent.width

            Field {
                id: field

                anchors.left: parent.left
                anchors.right: copy.left
                anchors.rightMargin: Theme.space2
                icon: "link"
                label: qsTr("Invite link")
                placeholder: qsTr("Making a link…")
                readOnly: true
                text: root.link
            }

            Button {
                id: copy

                anchors.right: parent.right
                enabled: root.link.length > 0
                focus: true
                icon: copied.running ? "check" : "copy"
                kind: Button.Primary
                text: copied.running ? qsTr("Copied") : qsTr("Copy")
                onClicked: {
                    root.app.copyText(root.link);
                    copied.restart();
                }
            }
        }

        SmallLabel {
            text: qsTr("This computer serves at %1.").arg(root.app.hostAddress)
            visible: root.app.hosting
            width: parent.width
        }

        Label {
            id: failure

            color: Theme.danger
            visible: text.length > 0
            width: parent.width
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }

    Timer {
        id: copied

        interval: 2000
    }

    Connections {
        function onFailed(text: string) {
            failure.text = text;
        }

        function onInviteReady(url: string) {
            root.link = url;
            failure.text = "";
        }

        target: root.workspace
    }
}
