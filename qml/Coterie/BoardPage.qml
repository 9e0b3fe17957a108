import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The board that is open: what is drawn, what one can do with it, and how it was.
OpenPage {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property BoardModel document: root.workspace.board
    readonly property bool ready: root.document !== null && root.document.state === OpenDocumentModel.Ready
    readonly property bool editable: root.ready && !root.document.readOnly
    readonly property bool past: root.pane === "versions"
    readonly property int covered: root.workspace.connection.bannerVisible ? Theme.bannerHeight : 0
    readonly property alias surface: surface
    readonly property BoardCanvas canvas: surface.canvas

    function togglePane(name: string): void {
        root.showPane(root.pane === name ? "" : name);
    }

    function showPane(name: string): void {
        const had = side.activeFocus || now.activeFocus;
        root.pane = root.ready ? name : "";
        side.setSource(root.past ? "BoardVersions.qml" : "", root.past ? {
            document: root.document
        } : {});
        now.setSource(root.past ? "BoardPast.qml" : "", root.past ? {
            document: root.document,
            shownPage: Qt.binding(() => root.canvas.page)
        } : {});
        if (root.past)
            side.forceActiveFocus(Qt.OtherFocusReason);
        else if (had)
            root.takeFocus();
    }

    function takeFocus(): void {
        root.canvas.forceActiveFocus(Qt.OtherFocusReason);
    }

    function showDialog(file: string): void {
        dialog.setSource("");
        dialog.setSource(file, {
            page: root,
            document: root.document
        });
        (dialog.item as Popup).open();
    }

    function showMenu(at: Item): void {
        dialog.setSource("BoardMenu.qml", {
            page: root
        });
        const menu = dialog.item as Menu;
        menu.placeBelow(at, true);
        menu.open();
    }

    function showPopup(file: string, at: Item): void {
        const wanted = {
            canvas: root.canvas
        };
        if (file === "BoardPages.qml")
            wanted.editable = root.editable;
        else if (file === "BoardToolMenu.qml")
            wanted.shown = (at.parent.parent as BoardToolbar).shown;
        dialog.setSource("");
        dialog.setSource(file, wanted);
        const popup = dialog.item as Popup;
        popup.placeBelow(at, file === "BoardZoomMenu.qml");
        popup.open();
    }

    function showContextMenu(x: real, y: real): void {
        dialog.setSource("");
        dialog.setSource("BoardContextMenu.qml", {
            page: root,
            atX: x,
            atY: y
        });
        const menu = dialog.item as Menu;
        menu.placeAt(root.canvas, x, y);
        menu.open();
    }

    function saveVersion(): void {
        if (!root.ready)
            return;
        root.showPane("versions");
        (side.item as BoardVersions).beginSaving();
    }

    function importFile(file: string): void {
        root.document.importFrom(file, root.canvas.page, Qt.point(root.canvas.centreX, root.canvas.centreY));
    }

    function insertImage(file: string): void {
        root.canvas.insertImage(file.indexOf("file:") === 0 ? file : "file://" + file);
    }

    function copyLink(): void {
        root.app.copyText(root.document.messageLink());
        root.document.noticed(qsTr("The link is copied. In a message it shows the board."));
    }

    function onBoard(x: real, y: real): point {
        return Qt.point(root.canvas.centreX + (x - root.canvas.width / 2) / root.canvas.zoom, root.canvas.centreY + (y - root.canvas.height / 2) / root.canvas.zoom);
    }

    /// F6: the board, its tools, its style, then the versions.
    function enterPane(place: int): bool {
        if (place >= 3 && root.past)
            side.forceActiveFocus(Qt.TabFocusReason);
        else if (place < 3)
            return surface.enterPart(place);
        return side.activeFocus;
    }

    function stepPane(forward: bool): bool {
        const step = forward ? 1 : -1;
        const from = side.activeFocus || now.activeFocus ? 3 : surface.focusedPart();
        for (let place = from + step; place >= 0 && place <= 3; place += step) {
            if (root.enterPane(place))
                return true;
        }
        return false;
    }

    focus: true
    objectName: "boardPage"
    onDocumentChanged: {
        if (!root.canvas)
            return; // it is only being made
        root.showPane("");
        dialog.setSource("");
        if (root.document)
            root.takeFocus();
    }
    onReadyChanged: {
        if (!root.ready)
            root.showPane("");
    }
    Component.onCompleted: root.takeFocus()

    BoardKeys {
        following: root.ready && root.document.people.followedClient !== 0
        onExportRequested: root.showDialog("BoardExportDialog.qml")
        onFollowEnded: root.document.people.follow("")
        onPaneToggled: name => root.togglePane(name)
        onStyleToggled: surface.toggleStyle()
        onVersionRequested: root.saveVersion()
    }

    Item {
        id: main

        height: parent.height
        width: parent.width - side.width

        BoardSurface {
            id: surface

            anchors.fill: parent
            covered: root.covered
            document: root.document
            editable: root.editable
            focus: true
            hue: root.workspace.selfColor
            taken: root.past ? Theme.px(84) + Theme.space4 + Theme.space2 : 0
            visible: root.ready
            onContextMenuRequested: (x, y) => root.showContextMenu(x, y)
            onFileDropped: (file, x, y) => root.document.importFrom(file, root.canvas.page, root.onBoard(x, y))
            onImageRequested: root.showDialog("BoardImageDialog.qml")
            onLinkActivated: url => root.app.openLink(url)
            onNoticed: words => root.document.noticed(words)
            onPopupRequested: (file, at) => root.showPopup(file, at)
            onFollowEnded: {
                if (root.document && root.document.people.followedClient !== 0)
                    root.document.people.follow("");
            }
        }

        Loader {
            id: following

            active: root.ready && (root.document.people.followedName.length > 0 || root.document.people.followerCount > 0)
            anchors.fill: parent
            anchors.topMargin: root.covered
            Component.onCompleted: setSource("BoardFollowing.qml", {
                people: Qt.binding(() => root.document ? root.document.people : null)
            })
        }

        Connections {
            function onEnded(): void {
                root.document.people.follow("");
            }

            ignoreUnknownSignals: true
            target: following.item
        }

        Loader {
            id: now

            anchors.fill: parent
        }

        DocumentState {
            anchors.fill: parent
            board: true
            document: root.document
            visible: !root.ready
            onDeparted: root.workspace.closeDocument()
        }
    }

    Connections {
        function onRestoreRequested(): void {
            root.showDialog("BoardRestoreDialog.qml");
        }

        ignoreUnknownSignals: true
        target: now.item
    }

    Loader {
        id: side

        anchors.right: parent.right
        height: parent.height
        width: root.past ? Math.min(Theme.px(320), parent.width) : 0
    }

    Connections {
        function onClosed(): void {
            root.showPane("");
            root.takeFocus();
        }

        function onRestoreRequested(): void {
            root.showDialog("BoardRestoreDialog.qml");
        }

        ignoreUnknownSignals: true
        target: side.item
    }

    Loader {
        id: dialog
    }
}
