import QtQuick

/// A person: initials on their hue, a presence dot at the corner. `status` empty shows no dot.
Item {
    id: root

    property string name
    property string initials
    property color color: Theme.accent
    property string status
    property color rim: Theme.background
    property int size: Theme.px(34)

    implicitHeight: root.size
    implicitWidth: root.size

    Rectangle {
        color: Theme.person(root.color)
        height: root.height
        radius: Math.round(root.size * 0.26)
        width: root.width

        PlainText {
            anchors.centerIn: parent
            color: Theme.tileInk
            font.bold: true
            font.pixelSize: Math.max(Theme.px(9), Math.round(root.size * 0.38))
            text: root.initials
        }
    }

    Loader {
        active: root.status.length > 0
        anchors.bottom: parent.bottom
        anchors.bottomMargin: -Theme.px(3)
        anchors.right: parent.right
        anchors.rightMargin: -Theme.px(3)
        sourceComponent: StatusDot {
            rim: root.rim
            size: root.size < Theme.px(28) ? Theme.px(7) : Theme.px(8)
            status: root.status
        }
    }
}
