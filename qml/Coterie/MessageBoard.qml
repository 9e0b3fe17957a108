import QtQuick
import QtQuick.Window
import Coterie
import Coterie.Models
import Coterie.Ui

/// A board that a message leads to: its picture, which follows it while it is seen, its name, and who draws on it.
Pressable {
    id: root

    required property MessageItem row

    readonly property Timeline timeline: root.row.timeline
    readonly property bool seen: root.row.y + root.row.height > root.timeline.viewTop && root.row.y < root.timeline.viewTop + root.timeline.viewHeight

    activeFocusOnTab: root.row.current
    description: preview.detail
    implicitHeight: picture.height + Theme.px(54)
    ring: true
    ringRadius: 12
    role: Accessible.Link
    text: qsTr("Board: %1").arg(preview.title)
    onClicked: root.timeline.linkActivated(Array.from(root.row.links).find(link => link.endsWith("/doc/" + root.row.boardId)))

    BoardPreview {
        id: preview

        docId: root.row.boardId
        family: Theme.family
        live: root.seen && root.visible && root.Window.visibility !== Window.Minimized && root.Window.visibility !== Window.Hidden
        messages: root.timeline.messages
        pixels: Qt.size(Math.round(picture.width * Screen.devicePixelRatio), Math.round(picture.height * Screen.devicePixelRatio)) // qmllint disable
    }

    Card {
        anchors.fill: parent
        border.color: root.hovered ? Theme.accent : Theme.line
    }

    Item {
        id: picture

        height: Math.round(width * 0.5)
        width: parent.width - Theme.lineWidth * 2
        x: Theme.lineWidth
        y: Theme.lineWidth

        PictureView {
            anchors.fill: parent
            anchors.margins: Theme.px(4)
            image: preview.picture
        }

        IconItem {
            anchors.centerIn: parent
            color: Theme.faint
            name: "board"
            size: Theme.px(28)
            visible: !preview.drawn
        }
    }

    Divider {
        anchors.top: picture.bottom
        width: parent.width
    }

    IconItem {
        id: sign

        anchors.verticalCenter: words.verticalCenter
        color: Theme.soft
        name: "board"
        size: Theme.px(18)
        x: Theme.space3
    }

    Column {
        id: words

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(8)
        anchors.left: sign.right
        anchors.leftMargin: Theme.px(10)
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3

        PlainText {
            color: Theme.ink
            elide: Text.ElideRight
            font.bold: true
            font.pixelSize: Theme.textBody
            text: preview.title
            width: parent.width
        }

        PlainText {
            color: Theme.soft
            elide: Text.ElideRight
            font.pixelSize: Theme.textSmall
            text: preview.detail
            width: parent.width
        }
    }
}
