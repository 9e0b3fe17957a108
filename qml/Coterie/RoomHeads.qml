import QtQuick
import Coterie.Models
import Coterie.Ui

/// A few of the people here, overlapping.
Pressable {
    id: root

    required property MemberListModel people

    implicitWidth: heads.width
    implicitHeight: Theme.px(28)
    text: qsTr("Members")
    ring: true

    Row {
        id: heads

        anchors.verticalCenter: parent.verticalCenter
        spacing: -Theme.px(9)

        Repeater {
            model: root.people

            RoomHead {}
        }
    }
}
