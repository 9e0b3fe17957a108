import QtQuick
import Coterie.Models
import Coterie.Ui

/// What one can look at beside a board, in its header, and how it stands with disk and server.
Row {
    id: root

    required property BoardModel document
    required property bool narrow
    required property string pane

    readonly property bool calm: root.document.standing === OpenDocumentModel.Calm

    signal paneRequested(string name)

    spacing: Theme.space1

    TextMetrics {
        id: words

        font: status.font
        text: status.text
    }

    Label {
        id: status

        anchors.verticalCenter: parent.verticalCenter
        color: root.document.standing === OpenDocumentModel.Refused ? Theme.danger : Theme.soft
        font.pixelSize: Theme.textCaption
        rightPadding: Theme.space2
        text: root.document.statusText
        visible: !root.narrow && !root.calm
        width: visible ? Math.min(Math.ceil(words.advanceWidth + rightPadding) + 1, Theme.px(300)) : 0
        Accessible.role: Accessible.StatusBar
    }

    Spinner {
        anchors.verticalCenter: parent.verticalCenter
        running: visible
        size: Theme.px(16)
        visible: root.document.working
    }

    IconButton {
        active: root.pane === "versions"
        checkable: true
        checked: active
        icon: "history"
        shortcutHint: qsTr("Ctrl+Alt+H")
        text: qsTr("Versions")
        tip: qsTr("Versions")
        onClicked: root.paneRequested("versions")
    }
}
