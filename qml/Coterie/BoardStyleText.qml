import QtQuick
import Coterie
import Coterie.Ui

/// Size and alignment of the words in shapes.
Column {
    id: root

    required property BoardCanvas canvas
    required property var panel ///< a BoardStylePanel, whose type knows this one

    readonly property list<string> sizes: ["12", "16", "24", "36", "56"] ///< board units

    BoardStyleTitle {
        mixed: root.panel.mixed("fontSize")
        text: qsTr("Text size")
        visible: root.panel.offers("fontSize")
        width: parent.width
    }
    BoardChoiceRow {
        label: qsTr("Text size")
        labels: [qsTr("XS"), qsTr("S"), qsTr("M"), qsTr("L"), qsTr("XL")]
        titles: [qsTr("Very small"), qsTr("Small"), qsTr("Medium"), qsTr("Large"), qsTr("Very large")]
        value: root.panel.mixed("fontSize") ? "" : String(root.canvas.fontSize)
        values: root.sizes
        visible: root.panel.offers("fontSize")
        width: parent.width
        onChosen: value => root.canvas.fontSize = Number(value)
    }
    BoardStyleTitle {
        mixed: root.panel.mixed("align")
        text: qsTr("Alignment")
        visible: root.panel.offers("align")
        width: parent.width
    }
    BoardChoiceRow {
        icons: ["text-left", "text-centre", "text-right"]
        label: qsTr("Alignment")
        titles: [qsTr("Left"), qsTr("Centre"), qsTr("Right")]
        value: root.panel.mixed("align") ? "" : root.canvas.align
        values: ["left", "center", "right"]
        visible: root.panel.offers("align")
        width: parent.width
        onChosen: value => root.canvas.align = value
    }
}
