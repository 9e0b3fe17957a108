import QtQuick
import Coterie.Models
import Coterie.Ui

/// The tools under the text, and the button that sends.
Item {
    id: root

    required property ComposerModel composer
    property bool textOnly: false ///< a plain server: no polls
    readonly property bool warned: root.composer.lengthWarning !== ""
    readonly property string remark: root.warned ? root.composer.lengthWarning : root.composer.waitingText
    readonly property alias emojiButton: emoji

    signal markerRequested(string marker)
    signal listStartRequested
    signal mentionRequested
    signal emojiRequested
    signal pollRequested
    signal sendRequested

    implicitHeight: Theme.px(42)

    Row {
        id: tools

        x: Theme.px(6)
        y: Theme.space1

        ComposerTool {
            icon: "list"
            tip: qsTr("List")
            onClicked: root.listStartRequested()
        }
        ComposerTool {
            icon: "bold"
            tip: qsTr("Bold")
            shortcutHint: qsTr("Ctrl+B")
            onClicked: root.markerRequested("**")
        }
        ComposerTool {
            icon: "italic"
            tip: qsTr("Italic")
            shortcutHint: qsTr("Ctrl+I")
            onClicked: root.markerRequested("*")
        }
        ComposerTool {
            icon: "code"
            tip: qsTr("Code")
            shortcutHint: qsTr("Ctrl+E")
            onClicked: root.markerRequested("`")
        }
        ComposerTool {
            id: emoji

            icon: "smile"
            tip: qsTr("Emoji")
            onClicked: root.emojiRequested()
        }
        ComposerTool {
            icon: "at"
            tip: qsTr("Mention someone")
            onClicked: root.mentionRequested()
        }
        ComposerTool {
            visible: !root.textOnly
            icon: "poll"
            tip: qsTr("Ask a question with answers to choose from")
            text: qsTr("Poll")
            onClicked: root.pollRequested()
        }
    }
    Loader {
        id: remark

        anchors.left: tools.right
        anchors.leftMargin: Theme.space2
        anchors.right: send.left
        anchors.rightMargin: Theme.space2
        y: tools.y + Math.round((tools.height - height) / 2)
        active: root.remark !== ""
        source: "ComposerRemark.qml"
        onLoaded: {
            const label = remark.item as ComposerRemark;
            label.text = Qt.binding(() => root.remark);
            label.warned = Qt.binding(() => root.warned);
        }
    }
    ComposerSend {
        id: send

        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: tools.verticalCenter
        enabled: root.composer.canSend
        text: root.composer.editing ? qsTr("Save") : qsTr("Send")
        onClicked: root.sendRequested()
    }
}
