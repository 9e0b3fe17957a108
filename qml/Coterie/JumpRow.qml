import QtQuick
import Coterie.Ui

/// One hit of the jump box, under the name of its kind when it is the first of it.
Pressable {
    id: root

    required property int index
    required property string kind
    required property string section
    required property bool firstOfSection
    required property string title
    required property string titleMarked
    required property string detail
    required property string hint
    required property string color
    required property string initials
    required property string status

    readonly property ActionList list: ListView.view as ActionList
    readonly property bool current: ListView.isCurrentItem

    activeFocusOnTab: false
    height: heading.height + body.height
    text: root.title
    width: root.list ? root.list.width : 0
    description: root.detail
    role: Accessible.ListItem
    selectable: true
    selected: root.current
    onClicked: root.list.acted("open", root.index, "", root)

    Item {
        id: heading

        height: visible ? Theme.px(30) : 0
        visible: root.firstOfSection
        width: parent.width

        CapsLabel {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(5)
            anchors.left: parent.left
            anchors.leftMargin: Theme.space3
            text: root.section
        }
    }

    Rectangle {
        id: body

        color: root.current ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        height: Theme.px(38)
        radius: Theme.radiusControl
        width: parent.width
        y: heading.height

        Item {
            id: front

            anchors.verticalCenter: parent.verticalCenter
            height: Theme.px(22)
            width: Theme.px(22)
            x: Theme.px(11)

            Icon {
                anchors.centerIn: parent
                name: root.kind === "room" ? "hash" : root.kind === "document" || root.kind === "board" || root.kind === "message" ? root.kind : root.kind === "command" ? "play" : root.kind === "search" ? "search" : "user"
                size: Theme.px(16)
                visible: root.kind !== "person"
            }

            Avatar {
                color: root.color.length > 0 ? root.color : Theme.offline
                initials: root.initials
                rim: root.current ? Theme.selected : Theme.raised
                size: Theme.px(22)
                status: root.status
                visible: root.kind === "person"
            }
        }

        Label {
            id: words

            anchors.left: front.right
            anchors.leftMargin: Theme.px(11)
            anchors.verticalCenter: parent.verticalCenter
            strong: true
            text: root.titleMarked
            textFormat: Text.StyledText // made and escaped by the model: only its own marks are tags
            width: Math.min(implicitWidth, body.width * 0.62)
            Accessible.ignored: true
        }

        PlainText {
            anchors.left: words.right
            anchors.leftMargin: Theme.px(6)
            anchors.right: end.left
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.detail
        }

        Row {
            id: end

            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.space2

            PlainText {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.soft
                font.pixelSize: Theme.textSmall
                text: root.hint
                visible: root.hint.length > 0
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "send"
                size: Theme.px(14)
                visible: root.current && root.hint.length === 0
            }
        }
    }
}
