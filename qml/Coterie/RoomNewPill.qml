import QtQuick
import Coterie.Models
import Coterie.Ui

/// Leads back to the newest message, and says how many have come meanwhile.
Item {
    id: root

    required property MessageListModel messages
    readonly property bool counted: root.messages.newBelow > 0

    signal clicked

    width: counted ? pill.width : button.width
    height: counted ? pill.height : button.height

    Pill {
        id: pill

        visible: root.counted
        text: root.messages.newBelowText
        icon: "arrow-down"
        Accessible.role: Accessible.AlertMessage
        onClicked: root.clicked()
    }
    Item {
        id: button

        visible: !root.counted
        width: icon.width
        height: icon.height

        Shadow {
            anchors.fill: parent
            radius: width / 2
        }
        Card {
            anchors.fill: parent
            radius: width / 2
        }
        IconButton {
            id: icon

            icon: "arrow-down"
            tip: qsTr("To the newest message")
            shortcutHint: qsTr("End")
            onClicked: root.clicked()
        }
    }
}
