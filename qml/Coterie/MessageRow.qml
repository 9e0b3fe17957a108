import QtQuick
import Coterie.Ui

/// One message. Kept light: everything that most messages do not have is made on demand.
MessageData {
    id: root

    readonly property bool lit: root.current || (root.view && root.view.hoveredKey === root.key)

    width: root.view ? root.view.width : 0
    height: frame.y + frame.height
    box: frame

    Column {
        id: dividers

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.margins: root.view ? root.view.margin : 0

        MessagePart {
            width: parent.width
            row: root
            active: root.dayTitle !== ""
            source: "MessageDay.qml"
        }
        MessagePart {
            width: parent.width
            row: root
            active: root.unreadTitle !== ""
            source: "MessageUnread.qml"
        }
    }
    Rectangle {
        id: frame

        anchors.left: dividers.left
        anchors.right: dividers.right
        y: dividers.height
        height: content.height + 2 * content.y
        radius: Theme.radiusControl
        color: root.failed ? Theme.dangerSoft : root.mentionsMe ? Theme.hover : root.lit ? Theme.tint(Theme.hover, 0.55)
            : root.view && root.view.flashKey === root.key ? Theme.selected : "transparent"
        border.width: root.current ? Theme.focusWidth : 0
        border.color: Theme.accent

        MessagePart {
            anchors.left: parent.left
            row: root
            active: root.failed
            height: parent.height
            source: "MessageRail.qml"
        }
        MessagePart {
            anchors.left: parent.left
            anchors.leftMargin: Theme.space2
            y: Theme.px(5)
            row: root
            active: !root.grouped
            source: "MessageFace.qml"
        }
        MessageContent {
            id: content

            anchors.left: parent.left
            anchors.leftMargin: Theme.px(54)
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            y: root.grouped ? Theme.px(3) : Theme.px(5)
            row: root
        }
    }
}
