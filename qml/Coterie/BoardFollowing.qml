import QtQuick
import Coterie.Models
import Coterie.Ui

/// Whose view this is: a rim in their hue and a line that says how it ends; and who follows us.
Item {
    id: root

    required property DocumentPeopleModel people

    readonly property string name: root.people ? root.people.followedName : ""
    readonly property string hue: root.people ? root.people.followedColor : ""
    readonly property string followers: root.people ? root.people.followers : ""
    readonly property bool following: root.name.length > 0

    signal ended

    Rectangle {
        anchors.fill: parent
        border.color: root.following ? Theme.person(root.hue) : "transparent"
        border.width: Theme.px(3)
        color: "transparent"
        visible: root.following
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        spacing: Theme.space1
        y: Theme.space3

        Pressable {
            anchors.horizontalCenter: parent.horizontalCenter
            height: Theme.px(30)
            ring: true
            ringRadius: 15
            text: qsTr("Following %1, stop").arg(root.name)
            visible: root.following
            width: words.width + Theme.px(28)
            onClicked: root.ended()

            Rectangle {
                anchors.fill: parent
                color: root.following ? Theme.person(root.hue) : "transparent"
                radius: height / 2
            }

            PlainText {
                id: words

                anchors.centerIn: parent
                color: Theme.tileInk
                font.bold: true
                font.pixelSize: Theme.textCaption
                text: qsTr("Following %1 · Esc").arg(root.name)
                width: Math.min(Math.ceil(implicitWidth), root.width - Theme.px(60))
            }
        }

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            border.color: Theme.line
            border.width: Theme.lineWidth
            color: Theme.raised
            height: Theme.px(28)
            radius: height / 2
            visible: root.followers.length > 0
            width: followed.width + Theme.px(28)

            Label {
                id: followed

                anchors.centerIn: parent
                color: Theme.soft
                font.pixelSize: Theme.textCaption
                text: root.people && root.people.followerCount > 1 ? qsTr("%1 follow you").arg(root.followers) : qsTr("%1 follows you").arg(root.followers)
                width: Math.min(Math.ceil(implicitWidth), root.width - Theme.px(60))
            }
        }
    }
}
