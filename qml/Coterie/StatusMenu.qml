import QtQuick
import Coterie.Models
import Coterie.Ui

/// How one wants to be seen.
Menu {
    id: root

    required property AppModel app
    required property Workspace workspace

    title: qsTr("Status")

    MenuItem {
        checkable: true
        checked: root.workspace.selfStatus === "online"
        menu: root
        text: qsTr("Online")
        visible: root.workspace.connection.hasPresence
        onTriggered: root.workspace.setStatus("online", root.workspace.selfNote)

        leading: StatusDot {
            status: "online"
        }
    }

    MenuItem {
        checkable: true
        checked: root.workspace.selfStatus === "away"
        menu: root
        text: qsTr("Away")
        visible: root.workspace.connection.hasPresence
        onTriggered: root.workspace.setStatus("away", root.workspace.selfNote)

        leading: StatusDot {
            status: "away"
        }
    }

    MenuItem {
        checkable: true
        checked: root.workspace.selfStatus === "dnd"
        menu: root
        text: qsTr("Do not disturb")
        visible: root.workspace.connection.hasPresence
        onTriggered: root.workspace.setStatus("dnd", root.workspace.selfNote)

        leading: StatusDot {
            status: "dnd"
        }
    }

    MenuDivider {
        visible: root.workspace.connection.hasPresence
    }

    MenuItem {
        icon: "user"
        menu: root
        text: qsTr("Profile and settings")
        onTriggered: root.workspace.page = Workspace.Settings
    }
}
