import QtQuick

/// The row inside a Segmented: what its options ask, and whom they tell.
Row {
    id: root

    property int currentIndex: 0

    signal chosen(int index)
}
