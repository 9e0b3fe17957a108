import QtQuick
import Coterie.Ui

/// One comment: the words it is about, what was said, the answers, and a place for the next.
FocusScope {
    id: root

    required property int index
    required property string commentId
    required property string author
    required property string initials
    required property string color
    required property string time
    required property string text
    required property string quote
    required property bool resolved
    required property bool own
    required property var replies ///< a list of {author, initials, color, time, text, own}
    required property bool current

    readonly property DocumentCommentList list: ListView.view as DocumentCommentList
    readonly property bool readOnly: root.list === null || root.list.readOnly

    height: column.implicitHeight + Theme.space3 * 2
    width: root.list ? root.list.width - Theme.space3 * 2 : 0
    x: Theme.space3
    Accessible.description: root.resolved ? qsTr("Resolved") : root.time
    Accessible.name: qsTr("%1 on “%2”: %3").arg(root.author).arg(root.quote).arg(root.text)
    Accessible.role: Accessible.ListItem
    Keys.onReturnPressed: root.list.acted("open", root.index, root.commentId, root)

    Rectangle {
        anchors.fill: parent
        border.color: root.current || root.activeFocus ? Theme.accent : Theme.line
        border.width: root.activeFocus ? Theme.focusWidth : Theme.lineWidth
        color: Theme.raised
        opacity: root.resolved ? 0.75 : 1
        radius: Theme.radiusControl
    }

    MouseArea {
        anchors.fill: parent
        cursorShape: Qt.PointingHandCursor
        onClicked: root.list.acted("open", root.index, root.commentId, root)
    }

    Column {
        id: column

        spacing: Theme.space2
        width: parent.width - Theme.space3 * 2
        x: Theme.space3
        y: Theme.space3

        Row {
            spacing: Theme.space2
            visible: root.quote.length > 0
            width: parent.width

            Rectangle {
                color: Theme.away
                height: about.height
                radius: width / 2
                width: Theme.px(3)
            }

            PlainText {
                id: about

                color: Theme.soft
                elide: Text.ElideRight
                font.italic: true
                font.pixelSize: Theme.textCaption
                maximumLineCount: 2
                text: root.quote
                width: parent.width - Theme.px(3) - Theme.space2
                wrapMode: Text.Wrap
            }
        }

        DocumentRemark {
            author: root.author
            color: root.color
            initials: root.initials
            text: root.text
            time: root.time
            width: parent.width

            Row {
                IconButton {
                    enabled: !root.readOnly
                    icon: root.resolved ? "retry" : "check"
                    iconSize: Theme.px(15)
                    size: Theme.px(24)
                    tip: root.resolved ? qsTr("Open again") : qsTr("Resolve")
                    onClicked: root.list.acted(root.resolved ? "reopen" : "resolve", root.index, root.commentId, root)
                }
                IconButton {
                    enabled: !root.readOnly
                    icon: "trash"
                    iconSize: Theme.px(15)
                    size: Theme.px(24)
                    tip: qsTr("Delete")
                    visible: root.own
                    onClicked: root.list.acted("remove", root.index, root.commentId, root)
                }
            }
        }

        DocumentReplyColumn {
            readOnly: root.readOnly
            spacing: Theme.space2
            width: parent.width
            onRemoved: which => root.list.replyRemoved(root.commentId, which)

            Repeater {
                model: root.replies
                delegate: DocumentReply {}
            }
        }

        Field {
            id: answer

            label: qsTr("Reply")
            maximumLength: 4000
            placeholder: qsTr("Reply")
            textSize: Theme.textCaption
            visible: root.current && !root.readOnly && !root.resolved
            width: parent.width
            Keys.onEscapePressed: event => {
                event.accepted = answer.text.length > 0;
                answer.text = "";
            }
            onAccepted: {
                root.list.replied(root.commentId, answer.text);
                answer.text = "";
            }
        }
    }
}
