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
    visible: root.people.count > 0

    Row {
        id: heads

        anchors.verticalCenter: parent.verticalCenter
        spacing: -Theme.px(9)

        Repeater {
            model: root.people

            Rectangle {
                id: head

                required property string initials
                required property color color

                width: Theme.px(26)
                height: width
                radius: Theme.px(7)
                color: Theme.background

                Avatar {
                    anchors.centerIn: parent
                    initials: head.initials
                    color: head.color
                    size: Theme.px(22)
                }
            }
        }
    }
    FocusRing {
        shown: root.focused
    }
}
