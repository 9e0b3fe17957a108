import QtQuick
import Coterie.Ui

/// In the place of the tools, where one may only look.
BoardCard {
    id: root

    implicitHeight: Theme.px(36)
    implicitWidth: row.width + Theme.px(24)
    title: words.text

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.space2

        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.soft
            name: "lock"
            size: Theme.px(16)
        }

        PlainText {
            id: words

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.ink
            font.pixelSize: Theme.textCaption
            text: qsTr("View only")
        }
    }
}
