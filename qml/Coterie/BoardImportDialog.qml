import QtQuick
import Coterie.Ui

/// A file becomes shapes in the middle of what is seen.
BoardDialog {
    id: root

    acceptEnabled: place.text.trim().length > 0
    acceptText: qsTr("Import")
    boxWidth: Theme.px(500)
    title: qsTr("Import into the board")
    onAccepted: root.page.importFile(place.text.trim())

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Field {
            id: place

            focus: true
            icon: "upload"
            label: qsTr("File")
            placeholder: qsTr("Path of the file, or drop one here")
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
            text: qsTr("SVG and Excalidraw files become shapes one can change; PNG, JPEG and WebP become an image. Files can be dropped on the board, too.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
