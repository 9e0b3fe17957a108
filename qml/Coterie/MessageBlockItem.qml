import QtQuick
import Coterie.Ui

/// One block, by its kind.
Loader {
    id: root

    required property MessageRow row
    required property int index
    readonly property var block: root.row.blocks[root.index] ?? null
    readonly property string kind: root.block ? root.block.kind : ""

    sourceComponent: root.kind === "code" || root.kind === "table" ? code : root.kind === "rule" ? rule : root.kind === "quote" ? quote : words

    Component {
        id: words

        MessageText {
            text: root.block ? root.block.text : ""
            font.pixelSize: root.kind === "heading" ? (root.block.level <= 1 ? Theme.textLarge : Theme.textSection) : Theme.textBody
            font.weight: root.kind === "heading" ? Theme.weightStrong : Font.Normal
            lineHeight: root.kind === "heading" ? Theme.px(28) : Theme.textLine
            onLinkHovered: link => root.row.list.hoveredLink = link
            onLinkActivated: link => root.row.list.linkActivated(link)
        }
    }
    Component {
        id: quote

        Item {
            implicitHeight: quoted.height

            Rectangle {
                width: Theme.px(3)
                height: parent.height
                radius: width
                color: Theme.line
            }
            MessageText {
                id: quoted

                x: Theme.space3
                width: parent.width - x
                text: root.block ? root.block.text : ""
                color: Theme.soft
                onLinkHovered: link => root.row.list.hoveredLink = link
                onLinkActivated: link => root.row.list.linkActivated(link)
            }
        }
    }
    Component {
        id: code

        MessageCode {
            text: root.block ? root.block.text : ""
            plain: root.block ? root.block.plain : ""
            onCopyRequested: text => root.row.list.copyRequested(text)
        }
    }
    Component {
        id: rule

        Item {
            implicitHeight: Theme.space4

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                height: Theme.lineWidth
                color: Theme.line
            }
        }
    }
}
