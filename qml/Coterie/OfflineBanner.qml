import QtQuick
import Coterie.Ui

/// The thin amber line that says why nothing arrives, what happens next, and offers to try at once.
Rectangle {
    id: root

    property string title
    property string detail
    property string action
    property bool canRetry: false
    property bool narrow: false

    signal retryRequested

    color: Theme.warningSoft
    implicitHeight: Theme.bannerHeight
    Accessible.name: qsTr("%1 %2 %3").arg(root.title).arg(root.detail).arg(root.action)
    Accessible.role: Accessible.AlertMessage
    Component.onCompleted: Announcer.announce(root, root.title)

    Row {
        anchors.left: parent.left
        anchors.leftMargin: Theme.px(18)
        anchors.right: end.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        clip: true
        spacing: Theme.px(10)

        PlainText {
            id: heading

            color: Theme.warningInk
            font.pixelSize: Theme.textCaption
            font.bold: true
            text: root.title
        }

        PlainText {
            color: Theme.warningInk
            font.pixelSize: Theme.textCaption
            text: root.detail
            visible: !root.narrow
            width: Math.min(implicitWidth, parent.width - heading.width - parent.spacing)
        }
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space1

        PlainText {
            color: Theme.warningInk
            font.pixelSize: Theme.textCaption
            font.bold: true
            text: root.action
        }

        PlainText {
            color: Theme.warningInk
            font.pixelSize: Theme.textCaption
            font.bold: true
            text: "·"
            visible: root.action.length > 0 && root.canRetry
        }

        TextLink {
            color: Theme.warningInk
            text: qsTr("Try now")
            visible: root.canRetry
            onClicked: root.retryRequested()
        }
    }

    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
