import QtQuick
import Coterie.Models
import Coterie.Ui

/// The pages of documents and of boards: what is open, or those of the room.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property OpenDocumentModel document: root.workspace.opened
    readonly property bool narrow: root.width < Theme.px(860)
    readonly property OpenPage page: body.item as OpenPage
    readonly property bool boards: root.workspace.page === Workspace.Board
    property string shown

    function file(): string {
        if (root.workspace.board)
            return "BoardPage.qml";
        if (root.workspace.document)
            return "DocumentPage.qml";
        return root.boards ? "BoardList.qml" : "DocumentList.qml";
    }

    function show(): void {
        const file = root.file();
        if (root.shown === file || (root.workspace.page !== Workspace.Document && root.workspace.page !== Workspace.Board))
            return;
        root.shown = file;
        body.setSource(file, {
            app: root.app,
            workspace: root.workspace
        });
        body.forceActiveFocus(Qt.OtherFocusReason);
    }

    /// F6: the text, then the pane beside it. False when there is nothing to focus.
    function enterPane(place: int): bool {
        if (root.page)
            return root.page.enterPane(place);
        if (place === 0)
            body.forceActiveFocus(Qt.TabFocusReason);
        return place === 0;
    }

    function stepPane(forward: bool): bool {
        return root.page !== null && root.page.stepPane(forward);
    }

    focus: true
    Component.onCompleted: root.show()

    Connections {
        function onDocumentChanged(): void {
            root.show();
        }

        function onPageChanged(): void {
            root.show();
        }

        target: root.workspace
    }

    DocumentHeader {
        id: header

        document: root.document
        narrow: root.narrow
        pane: root.page ? root.page.pane : ""
        width: parent.width
        workspace: root.workspace
        onMenuRequested: at => root.page.showMenu(at)
        onPaneRequested: name => root.page.togglePane(name)
    }

    Loader {
        id: body

        anchors.bottom: parent.bottom
        anchors.top: header.bottom
        focus: true
        width: parent.width
    }

    ConnectionBanner {
        anchors.top: header.bottom
        connection: root.workspace.connection
        width: parent.width
    }
}
