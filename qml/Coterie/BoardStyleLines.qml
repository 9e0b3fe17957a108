import QtQuick
import Coterie
import Coterie.Ui

/// Dash, way and ends of lines.
Column {
    id: root

    required property BoardCanvas canvas
    required property var panel ///< a BoardStylePanel, whose type knows this one

    readonly property list<string> heads: ["none", "arrow", "triangle", "dot", "bar"]
    readonly property list<string> headIcons: ["head-none", "head-arrow", "head-triangle", "head-dot", "head-bar"]
    readonly property list<string> headTitles: [qsTr("Nothing"), qsTr("Arrow"), qsTr("Triangle"), qsTr("Dot"), qsTr("Bar")]

    BoardStyleTitle {
        mixed: root.panel.mixed("dash")
        text: qsTr("Line")
        visible: root.panel.offers("dash")
        width: parent.width
    }
    BoardChoiceRow {
        icons: ["dash-solid", "dash-dashed", "dash-dotted"]
        label: qsTr("Line")
        titles: [qsTr("Solid"), qsTr("Dashed"), qsTr("Dotted")]
        value: root.panel.mixed("dash") ? "" : root.canvas.dash
        values: ["solid", "dashed", "dotted"]
        visible: root.panel.offers("dash")
        width: parent.width
        onChosen: value => root.canvas.dash = value
    }
    BoardStyleTitle {
        mixed: root.panel.mixed("route")
        text: qsTr("Way")
        visible: root.panel.offers("route")
        width: parent.width
    }
    BoardChoiceRow {
        icons: ["route-straight", "route-curved", "route-elbow"]
        label: qsTr("Way")
        titles: [qsTr("Straight"), qsTr("Curved"), qsTr("With corners")]
        value: root.panel.mixed("route") ? "" : root.canvas.route
        values: ["straight", "curved", "elbow"]
        visible: root.panel.offers("route")
        width: parent.width
        onChosen: value => root.canvas.route = value
    }
    BoardStyleTitle {
        mixed: root.panel.mixed("startHead")
        text: qsTr("Beginning")
        visible: root.panel.offers("startHead")
        width: parent.width
    }
    BoardChoiceRow {
        icons: root.headIcons
        label: qsTr("Beginning")
        titles: root.headTitles
        value: root.panel.mixed("startHead") ? "" : root.canvas.startHead
        values: root.heads
        visible: root.panel.offers("startHead")
        width: parent.width
        onChosen: value => root.canvas.startHead = value
    }
    BoardStyleTitle {
        mixed: root.panel.mixed("endHead")
        text: qsTr("End")
        visible: root.panel.offers("endHead")
        width: parent.width
    }
    BoardChoiceRow {
        icons: root.headIcons
        label: qsTr("End")
        titles: root.headTitles
        value: root.panel.mixed("endHead") ? "" : root.canvas.endHead
        values: root.heads
        visible: root.panel.offers("endHead")
        width: parent.width
        onChosen: value => root.canvas.endHead = value
    }
}
