import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// How the selection looks, and what comes next: only what means something for it.
BoardCard {
    id: root

    required property BoardCanvas canvas
    required property real room ///< how high it may be

    readonly property bool note: root.canvas.selectionCount > 0 ? root.canvas.selectionTypes.length === 1 && root.canvas.selectionTypes[0] === "note" : root.canvas.tool === "note"

    function takeFocus(): void {
        column.nextItemInFocusChain().forceActiveFocus(Qt.TabFocusReason);
    }

    function offers(name: string): bool {
        return Array.from(root.canvas.styleOffered).includes(name);
    }

    function mixed(name: string): bool {
        return Array.from(root.canvas.styleMixed).includes(name);
    }

    height: Math.min(root.room, column.height + Theme.px(22))
    role: Accessible.Pane
    title: qsTr("Style")
    width: Theme.px(196)

    BoardColours {
        id: colours

        dark: Theme.dark
        highContrast: Theme.highContrast
    }

    Flickable {
        id: flick

        anchors.fill: parent
        anchors.margins: Theme.px(4)
        boundsBehavior: Flickable.StopAtBounds
        clip: interactive
        contentHeight: column.height + Theme.px(14)
        interactive: contentHeight > height

        Column {
            id: column

            width: Theme.px(168)
            x: Theme.px(10)
            y: Theme.px(2)

            BoardStyleTitle {
                mixed: root.mixed("strokeColour")
                text: root.note ? qsTr("Words") : qsTr("Colour")
                visible: root.offers("strokeColour")
                width: parent.width
            }
            BoardColourRow {
                colours: colours
                label: root.note ? qsTr("Colour of the words") : qsTr("Colour")
                use: "stroke"
                value: root.mixed("strokeColour") ? "" : root.canvas.strokeColour
                visible: root.offers("strokeColour")
                onChosen: name => root.canvas.strokeColour = name
            }
            BoardStyleTitle {
                mixed: root.mixed("fillColour")
                text: root.note ? qsTr("Paper") : qsTr("Fill")
                visible: root.offers("fillColour")
                width: parent.width
            }
            BoardColourRow {
                colours: colours
                label: root.note ? qsTr("Colour of the paper") : qsTr("Fill")
                use: root.note ? "note" : "fill"
                value: root.mixed("fillColour") ? "" : root.canvas.fillColour
                visible: root.offers("fillColour")
                withNone: !root.note
                onChosen: name => root.canvas.fillColour = name
            }
            BoardStyleTitle {
                mixed: root.mixed("strokeWidth")
                text: qsTr("Width")
                visible: root.offers("strokeWidth")
                width: parent.width
            }
            BoardWidths {
                value: root.mixed("strokeWidth") ? -1 : root.canvas.strokeWidth
                visible: root.offers("strokeWidth")
                width: parent.width
                onChosen: value => root.canvas.strokeWidth = value
            }
            BoardStyleLines {
                canvas: root.canvas
                panel: root
                width: parent.width
            }
            BoardStyleText {
                canvas: root.canvas
                panel: root
                width: parent.width
            }
            BoardStyleTitle {
                mixed: root.mixed("shapeOpacity")
                text: qsTr("Opacity")
                visible: root.offers("shapeOpacity")
                width: parent.width
            }
            Slider {
                from: 0.1
                label: qsTr("Opacity")
                stepSize: 0.1
                to: 1
                value: root.canvas.shapeOpacity
                visible: root.offers("shapeOpacity")
                width: parent.width
                onMoved: value => root.canvas.shapeOpacity = value
            }
            BoardStyleTitle {
                text: qsTr("Eraser")
                visible: eraser.visible
                width: parent.width
            }
            BoardChoiceRow {
                id: eraser

                label: qsTr("Eraser")
                labels: [qsTr("Whole"), qsTr("Parts")]
                titles: [qsTr("Whole strokes and shapes"), qsTr("Only what is under it")]
                value: root.canvas.eraserMode
                values: ["whole", "parts"]
                visible: root.canvas.tool === "eraser"
                width: parent.width
                onChosen: value => root.canvas.eraserMode = value
            }
            BoardArrange {
                canvas: root.canvas
                width: parent.width
            }
        }
    }
}
