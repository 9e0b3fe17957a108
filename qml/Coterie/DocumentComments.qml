import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// What was said about the text, in its order.
DocumentPane {
    id: root

    required property DocumentModel document
    required property DocumentEditor editor

    readonly property CommentListModel comments: root.document.comments

    function act(verb: string, subject: string): void {
        if (verb === "open") {
            root.comments.currentId = subject;
            const at = root.comments.positionOf(subject);
            if (at >= 0)
                root.editor.scrollTo(at);
        } else if (verb === "resolve") {
            root.comments.setResolved(subject, true);
        } else if (verb === "reopen") {
            root.comments.setResolved(subject, false);
        } else if (verb === "remove") {
            root.comments.remove(subject);
        }
    }

    function showCurrent(): void {
        const row = root.comments.rowOf(root.comments.currentId);
        if (row < 0)
            return;
        list.currentIndex = row;
        list.positionViewAtIndex(row, ListView.Contain);
    }

    Component.onCompleted: root.showCurrent()
    detail: root.comments.openCount > 0 ? root.comments.openCount.toString() : ""
    title: qsTr("Comments")
    tools: IconButton {
        active: root.comments.showsResolved
        checkable: true
        checked: active
        icon: "check"
        text: qsTr("Resolved ones, too")
        tip: root.comments.showsResolved ? qsTr("Hide those that are resolved") : qsTr("Show those that are resolved, too (%1)").arg(root.comments.resolvedCount)
        visible: root.comments.resolvedCount > 0
        onClicked: root.comments.showsResolved = !root.comments.showsResolved
    }

    DocumentCommentList {
        id: list

        anchors.fill: parent
        bottomMargin: Theme.space4
        focus: true
        label: root.title
        model: root.comments
        readOnly: root.document.readOnly
        spacing: Theme.space2
        delegate: DocumentComment {}
        onActed: (verb, row, subject) => root.act(verb, subject)
        onReplied: (commentId, words) => root.comments.reply(commentId, words)
        onReplyRemoved: (commentId, which) => root.comments.removeReply(commentId, which)
    }

    Connections {
        function onCurrentIdChanged(): void {
            root.showCurrent();
        }

        target: root.comments
    }

    ScrollBar {
        flickable: list
    }

    EmptyState {
        anchors.centerIn: parent
        function showCurrent(): void {
        const row = root.comments.rowOf(root.comments.currentId);
        if (row < 0)
            return;
        list.currentIndex = row;
        list.positionViewAtIndex(row, ListView.Contain);
    }

    Component.onCompleted: root.showCurrent()
    detail: root.document.readOnly ? "" : qsTr("Select some words and press Ctrl+Alt+M.")
        icon: "message"
        title: root.comments.resolvedCount > 0 ? qsTr("All comments are resolved") : qsTr("No comments yet")
        visible: list.count === 0
        width: parent.width - Theme.space5 * 2
    }
}
