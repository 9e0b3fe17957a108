import QtQuick
import Coterie.Models
import Coterie.Ui

/// A Markdown file becomes a new document of the room.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace
    property QtObject document ///< as for the other dialogs of a document; not needed
    property QtObject editor

    acceptEnabled: place.text.trim().length > 0 && root.workspace.room !== null
    acceptText: qsTr("Import")
    boxWidth: Theme.px(500)
    title: qsTr("Import a Markdown file")
    onAccepted: root.workspace.importDocument(place.text.trim(), root.workspace.room.roomId)

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
            text: root.workspace.room ? qsTr("It becomes a new document of %1, named by its first heading.").arg(root.workspace.room.title) : ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
