import QtQuick
import Coterie.Models
import Coterie.Ui

/// The second step of joining: who is coming. A name alone is enough where the server lets guests in.
FocusScope {
    id: root

    required property SignInModel signIn

    property bool withPassword: !root.signIn.guestsAllowed && !root.signIn.fromInvite

    function submit() {
        if (!button.enabled)
            return;
        if (root.withPassword)
            root.signIn.logIn(nameField.text.trim(), password.text);
        else
            root.signIn.joinAsGuest(nameField.text.trim());
    }

    implicitHeight: column.implicitHeight + Theme.px(25) * 2

    Card {
        anchors.fill: parent
        radius: Theme.radiusDialog
    }

    Column {
        id: column

        anchors.left: parent.left
        anchors.margins: Theme.px(25)
        anchors.right: parent.right
        anchors.top: parent.top
        spacing: Theme.px(12)

        HeadingLabel {
            font.pixelSize: Theme.textSection
            text: root.signIn.serverName.length > 0 ? qsTr("Join %1").arg(root.signIn.serverName) : qsTr("Join the workspace")
            width: parent.width
            wrapMode: Text.Wrap
        }

        Label {
            color: Theme.soft
            lineHeight: 1.2
            text: root.signIn.plain ? qsTr("This is not a Coterie server, but one can talk there: text only, and no history. Pick the name the others will see.") : root.withPassword ? qsTr("Sign in with the account you have there.") : qsTr("Pick the name the others will see. No account is needed.")
            width: parent.width
            wrapMode: Text.Wrap
        }

        Field {
            id: nameField

            enabled: !root.signIn.busy
            focus: true
            icon: "user"
            label: qsTr("Your name")
            maximumLength: 64
            placeholder: qsTr("Your name")
            text: root.signIn.savedName
            width: parent.width
            onAccepted: {
                if (root.withPassword && password.text.length === 0)
                    password.forceActiveFocus(Qt.TabFocusReason);
                else
                    root.submit();
            }
        }

        Field {
            id: password

            enabled: !root.signIn.busy
            icon: "key"
            label: qsTr("Password")
            maximumLength: 256
            placeholder: qsTr("Password")
            secret: true
            visible: root.withPassword
            width: parent.width
            onAccepted: root.submit()
        }

        Label {
            color: Theme.danger
            font.pixelSize: Theme.textCaption
            text: root.signIn.error
            visible: root.signIn.step === SignInModel.Name && text.length > 0
            width: parent.width
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }

        Button {
            id: button

            busy: root.signIn.busy
            enabled: !root.signIn.busy && nameField.text.trim().length > 0 && (!root.withPassword || password.text.length > 0)
            kind: Button.Primary
            text: root.signIn.busy ? qsTr("Joining…") : root.withPassword ? qsTr("Sign in") : qsTr("Join")
            width: parent.width
            onClicked: root.submit()
        }

        Item {
            height: Math.max(back.height, other.height)
            width: parent.width

            TextLink {
                id: back

                anchors.left: parent.left
                color: Theme.soft
                text: qsTr("Back")
                onClicked: root.signIn.back()
            }

            TextLink {
                id: other

                anchors.right: parent.right
                text: root.withPassword ? qsTr("Join as a guest") : qsTr("I have a password")
                visible: !root.signIn.plain && (root.signIn.guestsAllowed || root.signIn.fromInvite || !root.withPassword)
                onClicked: root.withPassword = !root.withPassword
            }
        }
    }
}
