import QtQuick
import Coterie.Models
import Coterie.Ui

/// The state of the link as a dot; while it is down, a button that tries again now.
IconButton {
    id: root

    required property ConnectionModel connection

    icon: root.connection.online ? "" : root.connection.canRetry ? "retry" : "wifi-off"
    color: root.connection.online ? Theme.soft : Theme.warningInk
    text: root.connection.canRetry ? qsTr("Try now") : qsTr("Connection")
    tip: root.connection.canRetry ? qsTr("%1 Try now").arg(root.connection.statusLine) : root.connection.online && root.connection.plain ? root.connection.limits : root.connection.statusLine
    onClicked: {
        if (root.connection.canRetry)
            root.connection.retryNow();
    }

    Rectangle {
        anchors.centerIn: parent
        color: root.connection.online && !root.connection.plain ? Theme.online : Theme.away
        height: Theme.px(8)
        radius: height / 2
        visible: root.connection.online
        width: height
    }
}
