import QtQuick
import Coterie.Ui

/// Who said something, when, and what; room at the end for what one can do with it.
Item {
    id: root

    property string author
    property string initials
    property string color
    property string time
    property string text
    default property alias tools: tools.data

    implicitHeight: words.y + words.implicitHeight

    Avatar {
        id: face

        color: root.color.length > 0 ? root.color : Theme.offline
        initials: root.initials
        size: Theme.px(22)
    }

    PlainText {
        id: name

        anchors.left: face.right
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: face.verticalCenter
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.textCaption
        text: root.author
        width: Math.min(implicitWidth, tools.x - x - clock.implicitWidth - Theme.space2)
    }

    PlainText {
        id: clock

        anchors.baseline: name.baseline
        anchors.left: name.right
        anchors.leftMargin: Theme.space2
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.time
    }

    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: -Theme.space1
        anchors.verticalCenter: face.verticalCenter
    }

    PlainText {
        id: words

        anchors.left: name.left
        anchors.right: parent.right
        color: Theme.ink
        font.pixelSize: Theme.textCaption
        lineHeight: 1.15
        text: root.text
        wrapMode: Text.Wrap
        y: face.height + Theme.px(3)
    }
}
