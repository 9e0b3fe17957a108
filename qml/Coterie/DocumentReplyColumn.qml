import QtQuick

/// The answers to a comment, as each of them sees them.
Column {
    property bool readOnly: false

    signal removed(int which)
}
