import QtQuick

/// Moves a list by a distance, not to a place: places change when the heights of rows become known on the way.
NumberAnimation {
    id: root

    property real travelled: 0
    property real done: 0 ///< of it, as `stepped` has told
    readonly property real left: root.running ? root.to - root.travelled : 0

    signal stepped(by: real)

    function go(distance: real): void {
        root.stop();
        root.done = 0;
        root.travelled = 0;
        root.to = distance;
        root.start();
    }

    target: root
    property: "travelled"
    easing.type: Easing.OutCubic
    onTravelledChanged: {
        if (!root.running)
            return;
        const by = root.travelled - root.done;
        root.done = root.travelled;
        root.stepped(by);
    }
}
