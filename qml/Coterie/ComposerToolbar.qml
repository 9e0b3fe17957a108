import QtQuick
import QtQuick.Layouts
import Coterie.Models
import Coterie.Ui

/// The tools under the text, and the button that sends.
Item {
    id: root

    required property ComposerModel composer
    property bool textOnly: false ///< a plain server: no polls
    readonly property alias emojiButton: emoji

    signal markerRequested(string marker)
    signal listStartRequested
    signal mentionRequested
    signal emojiRequested
    signal pollRequested
    signal sendRequested

    implicitHeight: Theme.px(42)

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.px(6)
        anchors.rightMargin: Theme.space3
        anchors.bottomMargin: Theme.px(6)
        spacing: 0

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
        SmallLabel {
            Layout.fillWidth: true
            Layout.leftMargin: Theme.space2
            horizontalAlignment: Text.AlignRight
            color: root.composer.lengthWarning !== "" ? Theme.danger : Theme.faint
            text: root.composer.lengthWarning !== "" ? root.composer.lengthWarning : root.composer.waitingText
            Accessible.role: root.composer.lengthWarning !== "" ? Accessible.AlertMessage : Accessible.StaticText
        }
        ComposerSend {
            Layout.leftMargin: Theme.space2
            enabled: root.composer.canSend
            text: root.composer.editing ? qsTr("Save") : qsTr("Send")
            onClicked: root.sendRequested()
        }
    }
}
