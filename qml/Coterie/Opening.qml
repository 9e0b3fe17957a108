import QtQuick
import Coterie.Models
import Coterie.Ui

/// Between welcome and workspace: what is being done, in words.
Item {
    id: root

    required property AppModel app

    Column {
        anchors.centerIn: parent
        spacing: Theme.space4

        Logo {
            anchors.horizontalCenter: parent.horizontalCenter
            size: Theme.px(64)
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.space2

            Spinner {
                anchors.verticalCenter: parent.verticalCenter
            }

            Label {
                color: Theme.soft
                text: root.app.busyText.length > 0 ? root.app.busyText : qsTr("Opening…")
                Accessible.role: Accessible.AlertMessage
            }
        }
    }
}
