import QtQuick
import Coterie.Ui

/// Which image comes on the board.
BoardDialog {
    id: root

    acceptEnabled: place.text.trim().length > 0
    acceptText: qsTr("Insert")
    boxWidth: Theme.px(500)
    title: qsTr("Insert an image")
    onAccepted: root.page.insertImage(place.text.trim())

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Field {
            id: place

            focus: true
            icon: "image"
            label: qsTr("File")
            placeholder: qsTr("Path of a PNG, JPEG or WebP, or drop one here")
            width: parent.width
            onAccepted: root.accept()

            DropArea {
                anchors.fill: parent
                keys: ["text/uri-list"]
                onDropped: drop => place.text = drop.urls.length > 0 ? drop.urls[0].toString() : place.text
            }
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: qsTr("Large ones are made smaller. An image from the clipboard comes with Ctrl+V.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
