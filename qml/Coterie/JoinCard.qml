import QtQuick
import Coterie.Models
import Coterie.Ui

/// The first step of joining: an address or an invite link.
FocusScope {
    id: root

    required property SignInModel signIn

    function submit() {
        root.signIn.address = address.text.trim();
        root.signIn.continueToName();
    }

    implicitHeight: column.implicitHeight + button.height + Theme.px(25) * 2 + Theme.px(18)

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
        spacing: Theme.px(10)

        HeadingLabel {
            font.pixelSize: Theme.textSection
            text: qsTr("Join a workspace")
            width: parent.width
        }

        Label {
            color: Theme.soft
            text: qsTr("Paste an address or an invite link.")
            width: parent.width
            wrapMode: Text.Wrap
        }

        Field {
            id: address

            enabled: !root.signIn.busy
            error: root.signIn.step === SignInModel.Address ? root.signIn.error : ""
            focus: true
            inputMethodHints: Qt.ImhUrlCharactersOnly | Qt.ImhNoPredictiveText
            label: qsTr("Address or invite link")
            placeholder: "https://chat.example.org"
            text: root.signIn.address
            width: parent.width
            onAccepted: root.submit()
        }
    }

    Button {
        id: button

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.px(25)
        anchors.right: parent.right
        busy: root.signIn.busy
        enabled: !root.signIn.busy && address.text.trim().length > 0
        kind: Button.Primary
        opacity: 1
        text: root.signIn.busy ? qsTr("Looking for it…") : qsTr("Continue")
        onClicked: root.submit()
    }
}
