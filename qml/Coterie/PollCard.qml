import QtQuick
import Coterie.Ui

/// A question with its answers as bars that move as votes come in.
Card {
    id: root

    required property var poll ///< a PollView value
    property bool focusable: false

    signal voted(int option)
    signal closed

    implicitHeight: content.height + 2 * Theme.space3
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("Poll: %1").arg(root.poll.question)

    Column {
        id: content

        x: Theme.space3
        y: Theme.space3
        width: parent.width - 2 * x
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

            PollBar {
                required property int index
                readonly property var option: root.poll.options[index] ?? null

                width: content.width
                answer: option ? option.text : ""
                count: option ? option.count : 0
                fraction: option ? option.fraction : 0
                chosen: option ? option.chosen : false
                multiple: root.poll.multiple
                enabled: !root.poll.closed
                activeFocusOnTab: root.focusable
                onClicked: root.voted(index)
            }
        }
        Item {
            width: parent.width
            height: Math.max(footer.implicitHeight, Theme.px(20))

            Text {
                id: footer

                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (closer.active ? closer.width + Theme.space2 : 0)
                text: root.poll.footer
                textFormat: Text.PlainText
                elide: Text.ElideRight
                color: Theme.faint
                font.family: Theme.family
                font.pixelSize: Theme.textSmall
            }
            Loader {
                id: closer

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                active: root.poll.canClose && !root.poll.closed
                sourceComponent: TextLink {
                    text: qsTr("Close poll")
                    color: Theme.soft
                    textSize: Theme.textSmall
                    activeFocusOnTab: root.focusable
                    Accessible.role: Accessible.Button
                    onClicked: root.closed()
                }
            }
        }
    }
}
