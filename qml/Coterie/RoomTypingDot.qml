import QtQuick
import Coterie.Ui

/// One of the three dots.
Rectangle {
    id: root

    required property int index
    property int phase: 0

    width: Theme.px(4)
    height: width
    radius: width / 2
    color: Theme.soft
    opacity: !Theme.animate || root.phase === root.index ? 1 : 0.4

    Behavior on opacity {
        NumberAnimation {
            duration: Theme.pane
        }
    }
}
