import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// The text with what belongs to it: title and status line above it, formats over its foot, suggestions under the caret.
FocusScope {
    id: root

    required property DocumentModel document
    required property bool editable
    readonly property alias editor: editor
    readonly property real column: Math.min(Theme.px(720), root.width - 2 * Theme.px(28))

    signal annotationActivated(string id)
    signal commentRequested
    signal contextMenuRequested(real x, real y)
    signal linkActivated(string url)
    signal linkRequested

    DocumentEditor {
        id: editor

        accessibleName: root.document ? root.document.title : ""
        anchors.fill: parent
        columnWidth: root.column
        focus: true
        followedClient: root.document ? root.document.people.followedClient : 0
        footerHeight: Theme.px(96)
        headerHeight: title.height
        look: DocumentLook {}
        placeholderText: root.editable ? qsTr("Write something. # makes a heading, - a list, [ ] a task.") : ""
        readOnly: !root.editable
        source: root.document ? root.document.source : null
        Keys.forwardTo: [mentions]
        onAnnotationActivated: id => root.annotationActivated(id)
        onContextMenuRequested: (x, y, position) => root.contextMenuRequested(x, y)
        onLinkActivated: url => root.linkActivated(url)
        onMentionEnded: {
            if (root.document)
                root.document.completion.close();
        }
        onMentionTyped: (prefix, position, rectangle) => {
            mentions.at = rectangle;
            root.document.completeMention(prefix);
        }
    }

    DocumentPointers {
        anchors.fill: editor
        document: root.document
        editor: editor
    }

    Item { // the title goes up with the text and is cut off where the text is
        anchors.fill: parent
        clip: title.y < 0

        DocumentTitle {
            id: title

            document: root.document
            width: root.column
            x: editor.columnLeft
            y: -editor.contentY
            onDeparted: editor.forceActiveFocus(Qt.OtherFocusReason)
        }
    }

    DocumentScrollBar {
        editor: editor
    }

    DocumentMentions {
        id: mentions

        document: root.document
        editor: editor
    }

    Loader {
        id: toolbar

        active: root.editable
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        Component.onCompleted: toolbar.setSource("DocumentToolbar.qml", {
            editor: editor,
            room: Qt.binding(() => root.width - 2 * Theme.space3)
        })
    }

    Connections {
        function onCommentRequested(): void {
            root.commentRequested();
        }

        function onLinkRequested(): void {
            root.linkRequested();
        }

        ignoreUnknownSignals: true
        target: toolbar.item
    }
}
