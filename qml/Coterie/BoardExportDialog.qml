import QtQuick
import Coterie
import Coterie.Ui

/// The board, or a part of it, as a file.
BoardDialog {
    id: root

    readonly property BoardCanvas canvas: root.page.canvas
    readonly property list<string> formats: ["svg", "png", "pdf", "excalidraw"]
    readonly property var frames: root.document.framesOf(root.canvas.page) ///< {id, name} each
    readonly property bool hasSelection: root.canvas.selectionCount > 0
    readonly property list<string> parts: {
        const parts = [qsTr("Page")];
        if (root.hasSelection)
            parts.push(qsTr("Selection"));
        if (root.frames.length > 0)
            parts.push(qsTr("Frame"));
        return parts;
    }
    readonly property bool ofFrame: part.currentIndex > 0 && part.currentIndex === root.parts.length - 1 && root.frames.length > 0
    readonly property bool ofSelection: part.currentIndex === 1 && root.hasSelection

    function suggest(): void {
        place.text = root.document.suggestedPath(root.formats[format.currentIndex]);
    }

    function ids(): var {
        if (root.ofSelection)
            return root.canvas.selectedIds();
        return root.ofFrame ? [root.frames[frame.currentIndex].id] : [];
    }

    acceptEnabled: place.text.trim().length > 0
    acceptText: qsTr("Export")
    boxWidth: Theme.px(520)
    title: qsTr("Export the board")
    onAboutToOpen: root.suggest()
    onAccepted: root.document.exportTo(place.text.trim(), root.formats[format.currentIndex], root.canvas.page, root.ids(), scale.currentIndex + 1, ground.currentIndex === 1)

    Column {
        spacing: Theme.space3
        width: parent ? parent.width : 0

        Segmented {
            id: format

            label: qsTr("Format")
            options: [qsTr("SVG"), qsTr("PNG"), qsTr("PDF"), qsTr("Excalidraw")]
            onChosen: index => {
                format.currentIndex = index;
                root.suggest();
            }
        }

        Row {
            spacing: Theme.space3

            Segmented {
                id: part

                label: qsTr("What to export")
                options: root.parts
                visible: root.parts.length > 1
                onChosen: index => part.currentIndex = index
            }

            Segmented {
                id: scale

                label: qsTr("Size")
                options: [qsTr("1×"), qsTr("2×"), qsTr("3×"), qsTr("4×")]
                currentIndex: 1
                visible: format.currentIndex === 1
                onChosen: index => scale.currentIndex = index
            }
        }

        BoardFrameList {
            id: frame

            names: root.frames.map(frame => frame.name)
            visible: root.ofFrame
            width: parent.width
        }

        Segmented {
            id: ground

            label: qsTr("Colours")
            options: [qsTr("Light"), qsTr("Dark")]
            currentIndex: Theme.dark ? 1 : 0
            visible: format.currentIndex < 3
            onChosen: index => ground.currentIndex = index
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
