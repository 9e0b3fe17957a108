import QtQuick
import Coterie.Ui

/// A few looks side by side, one of them chosen; none when the selection has several.
Row {
    id: root

    required property string label
    required property list<string> values
    required property list<string> titles
    property list<string> icons ///< one for each; or
    property list<string> labels ///< words in their place
    property string value

    signal chosen(string value)

    Accessible.name: root.label
    Accessible.role: Accessible.Grouping

    Repeater {
        model: root.values
        delegate: BoardChoice {}
    }
}
