import QtQuick
import Coterie.Models
import Coterie.Ui

/// The panes of a text, in its header.
Row {
    id: root

    required property DocumentModel document
    required property bool narrow
    required property string pane

    signal paneRequested(string name)

    spacing: Theme.space1

    IconButton {
        active: root.pane === "outline"
        checkable: true
        checked: active
        icon: "outline"
        shortcutHint: qsTr("Ctrl+Shift+O")
        text: qsTr("Outline")
        tip: qsTr("Outline")
        visible: !root.narrow
        onClicked: root.paneRequested("outline")
    }

    IconButton {
        active: root.pane === "comments"
        checkable: true
        checked: active
        description: badge.visible ? qsTr("%n open", "", badge.count) : ""
        icon: "message"
        shortcutHint: qsTr("Ctrl+Alt+C")
        text: qsTr("Comments")
        tip: qsTr("Comments")
        onClicked: root.paneRequested("comments")

        Badge {
            id: badge

            anchors.right: parent.right
            anchors.rightMargin: -Theme.px(3)
            anchors.top: parent.top
            anchors.topMargin: -Theme.px(3)
            count: root.document.comments.openCount
            scale: 0.8
        }
    }
}
