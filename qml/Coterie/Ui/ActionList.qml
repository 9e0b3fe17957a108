import QtQuick

/// A list that is one Tab stop: arrows move, Return acts. Delegates tell it what was asked through `acted`,
/// so they need to know nothing about who uses them.
ListView {
    id: root

    property string label
    property bool showsCurrent: true ///< false: what the model calls current is not what is on the screen now

    signal acted(string verb, int row, string subject, Item at)

    activeFocusOnTab: root.count > 0
    boundsBehavior: Flickable.StopAtBounds
    clip: true
    currentIndex: -1
    highlightMoveDuration: 0
    interactive: contentHeight > height
    keyNavigationEnabled: true
    pixelAligned: true
    Accessible.name: root.label
    Accessible.role: Accessible.List
    onActiveFocusChanged: {
        if (root.activeFocus && root.currentIndex < 0 && root.count > 0)
            root.currentIndex = 0;
    }
}
