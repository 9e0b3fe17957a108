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

        x: root.view ? root.view.margin : 0
        width: parent.width - 2 * x

        MessagePart {
            width: parent.width
            row: root
            active: root.dayTitle !== ""
            sourceComponent: MessageDay {}
        }
        MessagePart {
            width: parent.width
            row: root
            active: root.unreadTitle !== ""
            sourceComponent: MessageUnread {}
        }
    }
    Rectangle {
        id: frame

        x: dividers.x
        y: dividers.height
        width: dividers.width
        height: content.height + 2 * content.y
        radius: Theme.radiusControl
        color: root.failed ? Theme.dangerSoft : root.mentionsMe ? Theme.hover : root.lit ? Theme.tint(Theme.hover, 0.55)
            : root.view && root.view.flashKey === root.key ? Theme.selected : "transparent"
        border.width: root.current ? Theme.focusWidth : 0
        border.color: Theme.accent

        MessagePart {
            row: root
            active: root.failed
            height: parent.height
            sourceComponent: MessageRail {}
        }
        MessagePart {
            x: Theme.space2
            y: Theme.px(5)
            row: root
            active: !root.grouped
            sourceComponent: MessageFace {}
        }
        MessageContent {
            id: content

            x: Theme.px(54)
            y: root.grouped ? Theme.px(3) : Theme.px(5)
            width: parent.width - x - Theme.space2
            row: root
        }
    }
}
