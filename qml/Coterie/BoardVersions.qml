import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// How the board was: named versions and those kept by themselves. The one that is chosen is shown in the board's place.
DocumentPane {
    id: root

    required property BoardModel document

    readonly property VersionListModel versions: root.document.versions
    readonly property BoardHistoryModel history: root.document.history

    signal restoreRequested

    function beginSaving(): void {
        name.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function save(): void {
        root.versions.save(name.text);
        name.text = "";
    }

    title: qsTr("Versions")
    Component.onCompleted: {
        root.versions.refresh();
        root.history.open();
    }
    Component.onDestruction: root.history.close()

    Item {
        id: saving

        height: root.document.readOnly ? 0 : name.height + Theme.space3
        visible: !root.document.readOnly
        width: parent.width

        Field {
            id: name

            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.right: keep.left
            anchors.rightMargin: Theme.space2
            label: qsTr("Name of the version")
            maximumLength: 80
            placeholder: qsTr("Name, like Before the review")
            onAccepted: root.save()
        }

        Button {
            id: keep

            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            enabled: name.text.trim().length > 0
            text: qsTr("Keep")
            onClicked: root.save()
        }
    }

    DocumentVersionList {
        id: list

        anchors.bottom: parent.bottom
        anchors.top: saving.bottom
        chosenId: root.history.versionId
        focus: true
        label: root.title
        model: root.versions
        readOnly: root.document.readOnly
        width: parent.width
        delegate: DocumentVersion {}
        onActed: (verb, row, subject) => {
            if (verb === "remove") {
                root.versions.remove(subject);
                return;
            }
            root.history.showVersion(subject);
            if (verb === "restore")
                root.restoreRequested();
        }
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        action: root.versions.failure.length > 0 ? qsTr("Try again") : ""
        anchors.centerIn: list
        detail: root.versions.failure.length > 0 ? root.versions.failure : qsTr("One is kept after every ten minutes of drawing. Name one to find it again.")
        icon: root.versions.failure.length > 0 ? "wifi-off" : "history"
        title: root.versions.failure.length > 0 ? qsTr("The versions are on the server") : qsTr("No versions yet")
        visible: list.count === 0 && (root.versions.empty || root.versions.failure.length > 0)
        width: parent.width - Theme.space5 * 2
        onTriggered: root.versions.refresh()
    }

    Spinner {
        anchors.centerIn: list
        running: visible
        size: Theme.px(22)
        visible: root.versions.loading && list.count === 0
    }
}
