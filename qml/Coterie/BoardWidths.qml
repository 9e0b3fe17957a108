import QtQuick
import Coterie.Ui

/// The widths of a line, in board units.
Row {
    id: root

    property real value

    readonly property list<real> values: [1, 2, 4, 6, 10]

    signal chosen(real value)

    Accessible.name: qsTr("Width")
    Accessible.role: Accessible.Grouping

    Repeater {
        model: root.values
        delegate: BoardWidth {}
    }
}
