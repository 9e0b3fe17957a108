import QtQuick

/// The categories and where each begins in the grid.
Row {
    property list<int> starts
    property list<string> signs
    property list<string> titles
    property int current: 0

    signal chosen(int row)
}
