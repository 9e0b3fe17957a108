import QtQuick

/// A raised surface with a line around it.
Rectangle {
    id: root

    border.color: Theme.line
    border.width: Theme.lineWidth
    color: Theme.raised
    radius: Theme.radiusCard
}
