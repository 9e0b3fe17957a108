import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// How the document was: named versions and those kept by themselves, to look at, compare and bring back.
DocumentPane {
    id: root

    required property DocumentModel document
    required property DocumentEditor editor

    readonly property VersionListModel versions: root.document.versions
    readonly property ComparisonModel comparison: root.versions.comparison
    readonly property bool comparing: root.comparison.state !== ComparisonModel.Closed

    function beginSaving(): void {
        name.forceActiveFocus(Qt.ShortcutFocusReason);
    }

    function save(): void {
        root.versions.save(name.text);
        name.text = "";
    }

    title: qsTr("Versions")
    Component.onCompleted: root.versions.refresh()
    Component.onDestruction: root.comparison.close()

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
        focus: true
        label: root.title
        model: root.versions
        visible: !root.comparing
        width: parent.width
        readOnly: root.document.readOnly
        delegate: DocumentVersion {}
        onActed: (verb, row, subject) => {
            if (verb === "compare")
                root.versions.compare(subject);
            else if (verb === "restore")
                root.versions.restore(subject);
            else if (verb === "remove")
                root.versions.remove(subject);
        }
    }

    ScrollBar {
        flickable: list
        visible: list.visible
    }

    EmptyState {
        action: root.versions.failure.length > 0 ? qsTr("Try again") : ""
        anchors.centerIn: list
        detail: root.versions.failure.length > 0 ? root.versions.failure : qsTr("One is kept after every ten minutes of writing. Name one to find it again.")
        icon: root.versions.failure.length > 0 ? "wifi-off" : "history"
        title: root.versions.failure.length > 0 ? qsTr("The versions are on the server") : qsTr("No versions yet")
        visible: !root.comparing && list.count === 0 && (root.versions.empty || root.versions.failure.length > 0)
        width: parent.width - Theme.space5 * 2
        onTriggered: root.versions.refresh()
    }

    Spinner {
        anchors.centerIn: list
        running: visible
        size: Theme.px(22)
        visible: root.versions.loading && list.count === 0 && !root.comparing
    }

    Loader {
        active: root.comparing
        anchors.fill: list
        Component.onCompleted: setSource("DocumentComparison.qml", {
            comparison: root.comparison,
            readOnly: Qt.binding(() => root.document.readOnly),
            versions: root.versions
        })
    }
}
