import QtQuick
import Coterie.Ui

/// Who and when.
Item {
    id: root

    required property string author
    required property string time
    required property string fullTime

    height: Theme.px(20)

    Text {
        id: name

        width: Math.min(implicitWidth, parent.width - when.implicitWidth - Theme.space2)
        height: parent.height
        text: root.author
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
        text: root.time
        textFormat: Text.PlainText
        color: Theme.faint
        font.family: Theme.family
        font.pixelSize: Theme.textSmall
        verticalAlignment: Text.AlignVCenter

        HoverHandler {
            id: hover
        }
        TipLoader {
            target: when
            hovered: hover.hovered
            text: root.fullTime
        }
    }
}
