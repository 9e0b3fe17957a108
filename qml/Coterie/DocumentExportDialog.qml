import QtQuick
import Coterie.Ui

/// A copy of the document as a file.
DocumentDialog {
    id: root

    readonly property list<string> formats: ["md", "html", "pdf"]

    function suggest(): void {
        place.text = root.document.suggestedPath(root.formats[format.currentIndex]);
    }

    acceptEnabled: place.text.trim().length > 0
    acceptText: qsTr("Export")
    boxWidth: Theme.px(500)
    title: qsTr("Export a copy")
    onAboutToOpen: root.suggest()
    onAccepted: root.document.exportTo(place.text.trim(), root.formats[format.currentIndex])

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Segmented {
            id: format

            label: qsTr("Format")
            options: [qsTr("Markdown"), qsTr("HTML"), qsTr("PDF")]
            onChosen: index => {
                format.currentIndex = index;
                root.suggest();
            }
        }

        Field {
            id: place

            focus: true
            icon: "download"
            label: qsTr("File")
            width: parent.width
            onAccepted: root.accept()
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: qsTr("A file that is there already is replaced.")
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
}
