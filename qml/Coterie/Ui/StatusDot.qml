import QtQuick

/// Presence as a dot with a rim in the colour of what it lies on.
Rectangle {
    id: root

    property string status: "offline"
    property color rim: Theme.background
    property int size: Theme.px(9)

    color: root.rim
    height: root.size + Theme.px(4)
    radius: height / 2
    visible: root.status.length > 0
    width: height

    Rectangle {
        anchors.centerIn: parent
        color: Theme.presence(root.status)
        height: root.size
        radius: height / 2
        width: root.size
    }

    // Not by colour alone: a bar means do not disturb; where contrast is asked for, a hole means gone.
    Rectangle {
        anchors.centerIn: parent
        color: root.rim
        height: root.status === "dnd" ? Math.max(2, root.size / 4) : root.size * 0.45
        radius: height / 2
        visible: root.status === "dnd" || (root.status === "offline" && Theme.highContrast)
        width: root.status === "dnd" ? root.size * 0.6 : height
    }
}
