import QtQuick

/// A hair line; as wide as its place unless `vertical`.
Rectangle {
    id: root

    property bool vertical: false

    color: Theme.line
    implicitHeight: Theme.lineWidth
    implicitWidth: Theme.lineWidth
}
