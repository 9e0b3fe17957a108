import QtQuick
import Coterie.Ui

/// Three dots taking turns.
Row {
    id: root

    readonly property int phases: 3
    property int phase: 0

    spacing: Theme.px(3)

    Repeater {
        model: root.phases

        Rectangle {
            required property int index

            width: Theme.px(4)
            height: width
            radius: width / 2
            color: Theme.soft
            opacity: !Theme.animate || root.phase === index ? 1 : 0.4

            Behavior on opacity {
                NumberAnimation {
                    duration: Theme.pane
                }
            }
        }
    }
    Timer {
        interval: Theme.typingBeat
        repeat: true
        running: Theme.animate && root.visible
        onTriggered: root.phase = (root.phase + 1) % root.phases
    }
}
