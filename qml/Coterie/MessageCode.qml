import QtQuick
import Coterie.Ui

/// A block of code: monospaced, coloured by its language, with a button to copy it.
Item {
    id: root

    readonly property MessageBlockBase block: root.parent as MessageBlockBase

    implicitHeight: frame.height + 2 * frame.y

    Rectangle {
        id: frame

        y: Theme.space1
        width: parent.width
        height: words.height + 2 * words.y
        radius: Theme.radiusControl
        color: Theme.track
        border.width: Theme.lineWidth
        border.color: Theme.line

        Text {
            id: words

            x: Theme.px(13)
            y: Theme.px(9)
            width: parent.width - 2 * x
            text: root.block.text // made by C++ from escaped words, with the colours of the language
            textFormat: Text.StyledText
            wrapMode: Text.WrapAnywhere
            color: Theme.ink
            font.family: Theme.monoFamily
            font.pixelSize: Theme.textCaption
            lineHeight: Theme.px(19)
            lineHeightMode: Text.FixedHeight
        }
        IconButton {
            anchors.right: parent.right
            anchors.top: parent.top
            anchors.margins: Theme.space1
            visible: hover.hovered
            icon: "copy"
            size: Theme.px(26)
            iconSize: Theme.px(15)
            activeFocusOnTab: false
            tip: qsTr("Copy code")
            onClicked: root.block.row.view.copyRequested(root.block.plain)
        }
    }
    HoverHandler {
        id: hover
    }
}
