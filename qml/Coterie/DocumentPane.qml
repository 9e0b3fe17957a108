import QtQuick
import Coterie.Ui

/// A pane beside the text: a title, something to press beside it, a way out, and what it is for.
FocusScope {
    id: root

    property string title
    property string detail
    property alias tools: tools.data
    default property alias content: body.data

    signal closed

    focus: true
    Accessible.name: root.title
    Accessible.role: Accessible.Pane
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.background
    }

    MouseArea {
        anchors.fill: parent // nothing below it is pressed through it
    }

    Item {
        id: header

        height: Theme.px(46)
        width: parent.width

        HeadingLabel {
            id: heading

            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            text: root.title
        }

        Label {
            anchors.left: heading.right
            anchors.leftMargin: Theme.space2
            anchors.right: end.left
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.faint
            text: root.detail
        }

        Row {
            id: end

            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter

            Row {
                id: tools

                anchors.verticalCenter: parent.verticalCenter
            }

            IconButton {
                icon: "close"
                shortcutHint: qsTr("Esc")
                text: qsTr("Close")
                tip: qsTr("Close")
                onClicked: root.closed()
            }
        }
    }

    FocusScope {
        id: body

        anchors.bottom: parent.bottom
        anchors.top: header.bottom
        focus: true
        width: parent.width
    }

    Divider {
        anchors.left: parent.left
        height: parent.height
        vertical: true
    }
}
