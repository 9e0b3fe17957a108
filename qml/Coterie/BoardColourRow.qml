import QtQuick
import Coterie.Models
import Coterie.Ui

/// The colours of the board, one of them chosen; none when the selection has several.
Grid {
    id: root

    required property BoardColours colours
    required property string value
    required property string use ///< "stroke", "fill" or "note": the same name looks different
    required property string label
    property bool withNone: false

    signal chosen(string name)

    columns: 7
    Accessible.name: root.label
    Accessible.role: Accessible.Grouping

    Repeater {
        model: root.withNone ? root.colours.fills : root.colours.names
        delegate: BoardSwatch {}
    }
}
