import QtQuick
import Coterie.Ui

/// One suggestion: a person, an emoji, a room or a command.
Item {
    id: root

    required property int index
    required property string label
    required property string detail
    required property string initials
    required property string color
    required property string emoji
    required property string kind

    signal chosen
    signal pointed

    implicitHeight: Theme.px(34)
    Accessible.role: Accessible.ListItem
    Accessible.name: root.detail !== "" ? root.label + ", " + root.detail : root.label
    Accessible.selected: root.ListView.isCurrentItem
    Accessible.onPressAction: root.chosen()

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(7)
        visible: root.ListView.isCurrentItem
        color: Theme.selected
        border.width: Theme.highContrast ? Theme.lineWidth : 0
        border.color: Theme.accent
    }
    Loader {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space2
        width: Theme.px(24)
        sourceComponent: root.kind === "person" ? face : root.kind === "emoji" ? picture : mark
    }
    Label {
        id: title

        anchors.left: sign.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, root.width * 0.6)
        text: root.label
        strong: root.ListView.isCurrentItem
        Accessible.ignored: true
    }
    SmallLabel {
        anchors.left: title.right
        anchors.leftMargin: Theme.space2
        anchors.right: parent.right
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        text: root.detail
        Accessible.ignored: true
    }
    MouseArea {
        anchors.fill: parent
        hoverEnabled: true
        onPositionChanged: root.pointed()
        onClicked: root.chosen()
    }

    Component {
        id: face

        Avatar {
            initials: root.initials
            color: root.color
            size: Theme.px(22)
        }
    }
    Component {
        id: picture

        Text {
            text: root.emoji
            textFormat: Text.PlainText
            font.family: Theme.family
            font.pixelSize: Theme.textSection
        }
    }
    Component {
        id: mark

        Icon {
            name: root.kind === "room" ? "hash" : "play"
            size: Theme.px(16)
        }
    }
}
