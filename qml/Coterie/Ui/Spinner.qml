import QtQuick

/// Work is going on. Turns when motion is allowed, stands still otherwise.
Icon {
    id: root

    property bool running: true

    name: "spinner"
    size: Theme.px(16)

    RotationAnimator {
        duration: 900
        from: 0
        loops: Animation.Infinite
        running: root.running && root.visible && Theme.animate
        target: root
        to: 360
    }
}
