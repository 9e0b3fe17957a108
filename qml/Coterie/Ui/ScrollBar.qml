import QtQuick

/// The scroll bar of a Flickable, as its sibling: `ScrollBar { flickable: list }`. It shows while moving or under the pointer.
Item {
    id: root

    required property Flickable flickable

    readonly property real ratio: root.flickable.visibleArea.heightRatio
    readonly property bool needed: root.ratio > 0 && root.ratio < 1
    readonly property bool awake: root.flickable.moving || hover.hovered || area.pressed || linger.running

    anchors.bottom: root.flickable.bottom
    anchors.right: root.flickable.right
    anchors.top: root.flickable.top
    visible: root.needed
    width: Theme.px(12)
    z: 5
    Accessible.name: qsTr("Scroll bar")
    Accessible.role: Accessible.ScrollBar

    HoverHandler {
        id: hover
    }

    Timer {
        id: linger

        interval: 900
    }

    Connections {
        function onContentYChanged() {
            linger.restart();
        }

        target: root.flickable
    }

    Rectangle {
        id: handle

        color: area.pressed ? Theme.soft : Theme.faint
        height: Math.max(Theme.px(28), root.ratio * root.height)
        opacity: root.awake ? 0.6 : 0
        radius: width / 2
        width: hover.hovered || area.pressed ? Theme.px(8) : Theme.px(6)
        x: root.width - width - Theme.px(2)
        y: Math.max(0, Math.min(root.height - height, root.flickable.visibleArea.yPosition / Math.max(0.0001, 1 - root.ratio) * (root.height - height)))

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.pane
            }
        }
    }

    MouseArea {
        id: area

        property real grabbedAt: 0

        function scrollTo(y: real) {
            const track = root.height - handle.height;
            const share = track > 0 ? Math.max(0, Math.min(1, y / track)) : 0;
            root.flickable.contentY = root.flickable.originY + share * (root.flickable.contentHeight - root.flickable.height);
        }

        anchors.fill: parent
        preventStealing: true
        onPositionChanged: mouse => area.scrollTo(mouse.y - area.grabbedAt)
        onPressed: mouse => {
            const inside = mouse.y >= handle.y && mouse.y <= handle.y + handle.height;
            area.grabbedAt = inside ? mouse.y - handle.y : handle.height / 2;
            area.scrollTo(mouse.y - area.grabbedAt);
        }
    }
}
