import QtQuick
import Coterie
import Coterie.Ui

/// A question with its answers as bars that move as votes come in.
Card {
    id: root

    required property MessageItem row
    readonly property var poll: root.row.poll ///< a PollView value

    implicitHeight: content.height + 2 * Theme.space3
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Poll: %1").arg(root.poll.question)

    PollColumn {
        id: content

        x: Theme.space3
        y: Theme.space3
        width: parent.width - 2 * x
        row: root.row
        spacing: Theme.px(5)

        Text {
            width: parent.width
            bottomPadding: Theme.px(3)
            text: root.poll.question
            textFormat: Text.PlainText
            wrapMode: Text.Wrap
            color: Theme.ink
            font.family: Theme.family
            font.pixelSize: Theme.textBody
            font.weight: Theme.weightStrong
        }
        Repeater {
            model: root.poll.options.length // a count, so that a bar stays the same item and can grow

            PollBar {}
        }
        Item {
            width: parent.width
            height: Math.max(footer.implicitHeight, Theme.px(20))

            Text {
                id: footer

                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (closer.visible ? closer.width + Theme.space2 : 0)
                text: root.poll.footer
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.faint
                font.family: Theme.family
                font.pixelSize: Theme.textSmall
            }
            TextLink {
                id: closer

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                visible: root.poll.canClose && !root.poll.closed
                text: qsTr("Close poll")
                color: Theme.soft
                textSize: Theme.textSmall
                activeFocusOnTab: root.row.current
                Accessible.role: Accessible.Button
                onClicked: root.row.timeline.messages.closePoll(root.row.key)
            }
        }
    }
}
