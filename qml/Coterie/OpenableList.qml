import QtQuick
import Coterie.Models
import Coterie.Ui

/// The documents or the boards of the room, and a way to begin one.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace
    property DocumentListModel model
    property string label
    property string createText
    property string createFile
    property string importFile ///< empty: nothing can be imported here
    property string emptyIcon
    property string emptyTitle
    property string emptyDetail
    property string emptyAction

    function show(file: string): void {
        dialog.setSource("");
        dialog.setSource(file, {
            app: root.app,
            workspace: root.workspace
        });
        (dialog.item as Popup).open();
    }

    Row {
        id: actions

        anchors.horizontalCenter: list.horizontalCenter
        spacing: Theme.space2
        visible: list.count > 0
        width: list.width
        y: Theme.space5

        Button {
            icon: "plus"
            kind: Button.Primary
            text: root.createText
            onClicked: root.show(root.createFile)
        }
        Button {
            icon: "upload"
            text: qsTr("Import…")
            visible: root.importFile.length > 0
            onClicked: root.show(root.importFile)
        }
    }

    ActionList {
        id: list

        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.top: actions.bottom
        anchors.topMargin: Theme.space4
        focus: true
        label: root.label
        model: root.model
        spacing: Theme.space1
        width: Math.min(Theme.px(720), parent.width - Theme.px(32))
        delegate: DocumentListRow {}
        onActed: (verb, row, subject) => root.workspace.openDocument(subject)
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        action: root.emptyAction
        anchors.centerIn: parent
        detail: root.emptyDetail
        icon: root.emptyIcon
        title: root.emptyTitle
        visible: list.count === 0
        onTriggered: root.show(root.createFile)
    }

    Loader {
        id: dialog
    }
}
