import QtQuick
import Coterie.Models
import Coterie.Ui

/// Asks once before signing out.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    acceptText: qsTr("Leave")
    danger: true
    title: qsTr("Leave %1?").arg(root.workspace.name)
    onAccepted: root.app.leaveWorkspace()

    Label {
        color: Theme.soft
        lineHeight: 1.25
        text: qsTr("You are signed out on this computer. To come back you need the address again, and your password if you have one.")
        width: parent ? parent.width : 0
        wrapMode: Text.Wrap
    }
}
