import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The document that is open: its text, what one can do with it, and a pane beside it.
OpenPage {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property DocumentModel document: root.workspace.document
    readonly property bool ready: root.document !== null && root.document.state === OpenDocumentModel.Ready
    readonly property bool editable: root.ready && !root.document.readOnly
    readonly property bool narrow: root.width < Theme.px(860)
    readonly property DocumentEditor editor: sheet.editor

    function takeFocus(): void {
        root.editor.forceActiveFocus(Qt.OtherFocusReason);
    }

    function togglePane(name: string): void {
        root.showPane(root.pane === name ? "" : name);
    }

    function showPane(name: string): void {
        const files = {
            outline: "DocumentOutline.qml",
            comments: "DocumentComments.qml",
            versions: "DocumentVersions.qml"
        };
        const had = side.activeFocus;
        root.pane = root.ready ? name : "";
        side.setSource(root.pane.length > 0 ? files[root.pane] : "", root.pane.length > 0 ? {
            document: root.document,
            editor: root.editor
        } : {});
        if (had && root.pane.length === 0)
            root.takeFocus();
        else if (root.pane.length > 0)
            side.forceActiveFocus(Qt.OtherFocusReason);
    }

    function showDialog(file: string): void {
        dialog.setSource("");
        dialog.setSource(file, {
            app: root.app,
            workspace: root.workspace,
            document: root.document,
            editor: root.editor
        });
        (dialog.item as Popup).open();
    }

    function showMenu(at: Item): void {
        dialog.setSource("DocumentMenu.qml", {
            page: root
        });
        const menu = dialog.item as Menu;
        menu.placeBelow(at, true);
        menu.open();
    }

    function find(replacing: bool): void {
        if (!root.ready)
            return;
        if (findBar.status === Loader.Null)
            findBar.setSource("DocumentFindBar.qml", {
                editor: root.editor
            });
        const bar = findBar.item as DocumentFindBar;
        bar.readOnly = Qt.binding(() => !root.editable);
        bar.begin(replacing);
    }

    function endFind(): void {
        findBar.setSource("");
        root.editor.searchText = "";
        root.takeFocus();
    }

    function comment(): void {
        if (root.editable && root.editor.selectionEnd > root.editor.selectionStart)
            root.showDialog("DocumentCommentDialog.qml");
        else
            root.showPane("comments");
    }

    function saveVersion(): void {
        if (!root.ready)
            return;
        root.showPane("versions");
        (side.item as DocumentVersions).beginSaving();
    }

    function enterPane(place: int): bool {
        if (place === 0)
            root.takeFocus();
        else if (place > 0 && root.pane.length > 0)
            side.forceActiveFocus(Qt.TabFocusReason);
        return place === 0 ? root.editor.activeFocus : side.activeFocus;
    }

    function stepPane(forward: bool): bool {
        return root.enterPane((side.activeFocus ? 1 : 0) + (forward ? 1 : -1));
    }

    focus: true
    onDocumentChanged: {
        if (!root.editor)
            return; // it is only being made
        root.pane = "";
        side.setSource("");
        dialog.setSource("");
        findBar.setSource("");
        root.editor.searchText = "";
        if (root.document)
            root.takeFocus();
    }
    onReadyChanged: {
        if (!root.ready)
            root.showPane("");
    }
    Component.onCompleted: root.takeFocus()

    DocumentKeys {
        editable: root.editable
        onCommentRequested: root.comment()
        onFindRequested: replacing => root.find(replacing)
        onLinkRequested: root.showDialog("DocumentLinkDialog.qml")
        onPaneToggled: name => root.togglePane(name)
        onVersionRequested: root.saveVersion()
    }

    FocusScope {
        id: main

        focus: true
        height: parent.height
        width: parent.width - (root.narrow ? 0 : side.wanted)

        DocumentSheet {
            id: sheet

            anchors.fill: parent
            document: root.document
            editable: root.editable
            focus: true
            visible: root.ready
            onAnnotationActivated: id => {
                root.document.comments.currentId = id;
                root.showPane("comments");
            }
            onCommentRequested: root.comment()
            onContextMenuRequested: (x, y) => {
                dialog.setSource("DocumentContextMenu.qml", {
                    page: root
                });
                const menu = dialog.item as Menu;
                menu.placeAt(root.editor, x, y);
                menu.open();
            }
            onLinkActivated: url => root.app.openLink(url)
            onLinkRequested: root.showDialog("DocumentLinkDialog.qml")
        }

        Loader {
            id: findBar

            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            anchors.top: parent.top
            anchors.topMargin: Theme.space2
            z: 10
        }

        Connections {
            function onClosed(): void {
                root.endFind();
            }

            ignoreUnknownSignals: true
            target: findBar.item
        }

        DocumentState {
            anchors.fill: parent
            document: root.document
            visible: !root.ready
            onDeparted: root.workspace.closeDocument()
        }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.scrim
        visible: root.narrow && root.pane.length > 0

        MouseArea {
            anchors.fill: parent
            onClicked: root.showPane("")
        }
    }

    Loader {
        id: side

        readonly property int wanted: root.pane.length > 0 ? Theme.px(320) : 0

        anchors.right: parent.right
        height: parent.height
        width: Math.min(side.wanted, parent.width)
    }

    Connections {
        function onClosed(): void {
            root.showPane("");
            root.takeFocus();
        }

        ignoreUnknownSignals: true
        target: side.item
    }

    Loader {
        id: dialog
    }
}
