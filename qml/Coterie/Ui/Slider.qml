import QtQuick

/// A value on a line, in steps. The value is reported while dragging; arrow keys step.
Item {
    id: root

    property real from: 0
    property real to: 1
    property real stepSize: 0.1
    property real value: 0
    property string label

    readonly property real fraction: root.to > root.from ? (root.value - root.from) / (root.to - root.from) : 0

    signal moved(real value)

    function propose(candidate: real) {
        const stepped = Math.round((candidate - root.from) / root.stepSize) * root.stepSize + root.from;
        const bounded = Math.max(root.from, Math.min(root.to, stepped));
        if (Math.abs(bounded - root.value) > root.stepSize / 100)
            root.moved(bounded);
    }

    activeFocusOnTab: true
    implicitHeight: Theme.px(24)
    implicitWidth: Theme.px(160)
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    Accessible.focusable: true
    Accessible.name: root.label
    Accessible.role: Accessible.Slider
    Accessible.onDecreaseAction: root.propose(root.value - root.stepSize)
    Accessible.onIncreaseAction: root.propose(root.value + root.stepSize)
    Keys.onDownPressed: root.propose(root.value - root.stepSize)
    Keys.onLeftPressed: root.propose(root.value - (Theme.mirrored ? -root.stepSize : root.stepSize))
    Keys.onRightPressed: root.propose(root.value + (Theme.mirrored ? -root.stepSize : root.stepSize))
    Keys.onUpPressed: root.propose(root.value + root.stepSize)

    Rectangle {
        id: groove

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.line
        height: Theme.px(4)
        radius: height / 2
        width: parent.width

        Rectangle {
            color: Theme.accent
            height: parent.height
            radius: parent.radius
            width: Math.round(parent.width * root.fraction)
        }
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        border.color: Theme.accent
        border.width: Theme.focusWidth
        color: Theme.raised
        height: Theme.px(16)
        radius: height / 2
        width: height
        x: Math.round((parent.width - width) * root.fraction)
    }

    MouseArea {
        anchors.fill: parent
        preventStealing: true
        onPositionChanged: mouse => root.propose(root.from + mouse.x / width * (root.to - root.from))
        onPressed: mouse => root.propose(root.from + mouse.x / width * (root.to - root.from))
    }

    FocusRing {
        shown: root.activeFocus
    }
}
