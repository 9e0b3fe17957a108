import QtQuick
import Coterie.Ui

/// Three dots taking turns.
Row {
    id: root

    property int phase: 0

    spacing: Theme.px(3)

    RoomTypingDot {
        index: 0
        phase: root.phase
    }
    RoomTypingDot {
        index: 1
        phase: root.phase
    }
    RoomTypingDot {
        index: 2
        phase: root.phase
    }
    Timer {
        interval: Theme.typingBeat
        repeat: true
        running: Theme.animate && root.visible
        onTriggered: root.phase = (root.phase + 1) % 3
    }
}
