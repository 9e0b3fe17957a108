import QtQuick
import Coterie.Ui

/// One line of a comparison: a sign, a ground, and the words that changed underlined.
Rectangle {
    id: root

    required property string kind
    required property string text
    required property string marked

    readonly property bool removed: root.kind === "removed"
    readonly property bool added: root.kind === "added"
    readonly property bool skipped: root.kind === "skipped"

    color: root.removed ? Theme.dangerSoft : root.added ? Theme.accentSoft : "transparent"
    height: words.implicitHeight + Theme.px(6)
    width: ListView.view ? ListView.view.width : 0
    Accessible.name: root.removed ? qsTr("Removed: %1").arg(root.text) : root.added ? qsTr("Added: %1").arg(root.text) : root.text
    Accessible.role: Accessible.ListItem

    PlainText {
        color: root.removed ? Theme.danger : Theme.accent
        font.bold: true
        font.pixelSize: Theme.textCaption
        text: root.removed ? "−" : root.added ? "+" : ""
        x: Theme.space3
        y: Theme.px(3)
    }

    Label {
        id: words

        color: root.skipped ? Theme.faint : root.kind === "same" ? Theme.soft : Theme.ink
        font.pixelSize: root.skipped ? Theme.textSmall : Theme.textCaption
        horizontalAlignment: root.skipped ? Text.AlignHCenter : Text.AlignLeft
        text: root.skipped ? root.text : root.marked
        textFormat: root.skipped ? Text.PlainText : Text.StyledText // made and escaped by the model: only its own marks are tags
        width: parent.width - x - Theme.space3
        wrapMode: Text.Wrap
        x: Theme.px(28)
        y: Theme.px(3)
        Accessible.ignored: true
    }
}
