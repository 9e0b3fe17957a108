import QtQuick
import Coterie.Models
import Coterie.Ui

/// Who did what to what, newest first.
FocusScope {
    id: root

    required property ActivityListModel activities
    property bool bordered: false

    Accessible.name: qsTr("Activity")
    Accessible.role: Accessible.Pane

    Divider {
        height: parent.height
        visible: root.bordered
        z: 1
    }

    PageHeader {
        id: header

        title: qsTr("Activity")
        width: parent.width
    }

    ActionList {
        id: list

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        focus: true
        label: qsTr("Activity")
        model: root.activities
        topMargin: Theme.px(6)
        delegate: ActivityRow {}
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        anchors.centerIn: list
        detail: qsTr("What people do in rooms, polls and documents shows here as it happens.")
        icon: "activity"
        title: qsTr("Nothing has happened yet")
        visible: list.count === 0
    }
}
