import QtQuick
import Coterie.Models
import Coterie.Ui

/// An old version against the text as it is now.
FocusScope {
    id: root

    required property ComparisonModel comparison
    required property VersionListModel versions
    required property bool readOnly

    Item {
        id: head

        height: Theme.px(62)
        width: parent.width

        IconButton {
            id: back

            anchors.verticalCenter: parent.verticalCenter
            icon: Theme.mirrored ? "chevron-right" : "chevron-left"
            tip: qsTr("Back to the versions")
            x: Theme.space2
            onClicked: root.comparison.close()
        }

        Column {
            anchors.left: back.right
            anchors.leftMargin: Theme.space1
            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(2)

            PlainText {
                color: Theme.ink
                font.bold: true
                font.pixelSize: Theme.textBody
                text: root.comparison.title
                width: parent.width
            }

            PlainText {
                color: root.comparison.state === ComparisonModel.Failed ? Theme.danger : Theme.soft
                font.pixelSize: Theme.textSmall
                text: root.comparison.summary
                width: parent.width
            }
        }
    }

    ListView {
        id: list

        anchors.bottom: foot.top
        anchors.top: head.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        focus: true
        keyNavigationEnabled: true
        model: root.comparison
        width: parent.width
        Accessible.name: qsTr("Differences")
        Accessible.role: Accessible.List
        delegate: DocumentDifference {}
    }

    ScrollBar {
        flickable: list
    }

    Spinner {
        anchors.centerIn: list
        running: visible
        size: Theme.px(22)
        visible: root.comparison.state === ComparisonModel.Loading
    }

    Item {
        id: foot

        anchors.bottom: parent.bottom
        height: root.readOnly || root.comparison.state !== ComparisonModel.Shown ? 0 : Theme.px(58)
        visible: height > 0
        width: parent.width

        Divider {
            width: parent.width
        }

        Button {
            anchors.centerIn: parent
            icon: "retry"
            text: qsTr("Bring this version back")
            onClicked: root.versions.restore(root.comparison.versionId)
        }
    }
}
