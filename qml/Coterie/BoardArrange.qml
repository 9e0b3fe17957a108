import QtQuick
import Coterie
import Coterie.Ui

/// Where the selected shapes lie: one before the other, in a row, turned over, together.
Column {
    id: root

    required property BoardCanvas canvas

    readonly property bool many: root.canvas.selectionCount > 1

    visible: root.canvas.selectionCount > 0 && !root.canvas.readOnly

    BoardStyleTitle {
        text: qsTr("Arrange")
        width: parent.width
    }

    Grid {
        columns: 6

        BoardArrangeButton {
            icon: "align-left"
            tip: qsTr("Align left edges")
            visible: root.many
            onClicked: root.canvas.alignTo("left")
        }
        BoardArrangeButton {
            icon: "align-centre"
            tip: qsTr("Align centres")
            visible: root.many
            onClicked: root.canvas.alignTo("centre")
        }
        BoardArrangeButton {
            icon: "align-right"
            tip: qsTr("Align right edges")
            visible: root.many
            onClicked: root.canvas.alignTo("right")
        }
        BoardArrangeButton {
            icon: "align-top"
            tip: qsTr("Align upper edges")
            visible: root.many
            onClicked: root.canvas.alignTo("top")
        }
        BoardArrangeButton {
            icon: "align-middle"
            tip: qsTr("Align middles")
            visible: root.many
            onClicked: root.canvas.alignTo("middle")
        }
        BoardArrangeButton {
            icon: "align-bottom"
            tip: qsTr("Align lower edges")
            visible: root.many
            onClicked: root.canvas.alignTo("bottom")
        }
        BoardArrangeButton {
            icon: "distribute-horizontal"
            tip: qsTr("Distribute in a row")
            visible: root.canvas.selectionCount > 2
            onClicked: root.canvas.distribute("horizontal")
        }
        BoardArrangeButton {
            icon: "distribute-vertical"
            tip: qsTr("Distribute in a column")
            visible: root.canvas.selectionCount > 2
            onClicked: root.canvas.distribute("vertical")
        }
        BoardArrangeButton {
            icon: "flip-horizontal"
            tip: qsTr("Flip left and right")
            onClicked: root.canvas.flip("horizontal")
        }
        BoardArrangeButton {
            icon: "flip-vertical"
            tip: qsTr("Flip up and down")
            onClicked: root.canvas.flip("vertical")
        }
        BoardArrangeButton {
            icon: "to-front"
            tip: qsTr("Bring to the front")
            onClicked: root.canvas.toFront()
        }
        BoardArrangeButton {
            icon: "to-back"
            tip: qsTr("Send to the back")
            onClicked: root.canvas.toBack()
        }
    }
}
