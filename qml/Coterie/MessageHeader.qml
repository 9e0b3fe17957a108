import QtQuick
import Coterie.Ui

/// Who and when.
Item {
    id: root

    readonly property MessageData row: (root.parent as MessagePart).row

    implicitHeight: Theme.px(20)

    Text {
        id: name

        anchors.left: parent.left
        width: Math.min(implicitWidth, parent.width - when.implicitWidth - Theme.space2)
        height: parent.height
        text: root.row.author
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.textBody
        font.weight: Theme.weightStrong
        verticalAlignment: Text.AlignVCenter
    }
    Text {
        id: when

        anchors.left: name.right
        anchors.leftMargin: Theme.space2
        height: parent.height
        text: root.row.time
        textFormat: Text.PlainText
        color: Theme.faint
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
        verticalAlignment: Text.AlignVCenter

        HoverHandler {
            onHoveredChanged: {
                if (hovered)
                    TipService.enter(when, root.row.fullTime, "");
                else
                    TipService.leave(when);
            }
        }
        Component.onDestruction: TipService.leave(when)
    }
}
