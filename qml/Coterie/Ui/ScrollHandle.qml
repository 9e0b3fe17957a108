import QtQuick

/// The handle of a ScrollBar, which makes it when there is something to scroll.
Item {
    id: root

    required property ScrollBar bar
    readonly property bool awake: root.bar.flickable.moving || hover.hovered || area.pressed || linger.running

    HoverHandler {
        id: hover
    }

    Timer {
        id: linger

        interval: 900
        running: root.bar.position > 0 // a list that opens in the middle says where
    }

    Connections {
        function onContentYChanged() {
            linger.restart();
        }

        target: root.bar.flickable
    }

    Rectangle {
        id: handle

        readonly property real track: root.height - height
        readonly property real share: area.pressed && root.bar.partial ? area.share : root.bar.position / Math.max(0.0001, 1 - root.bar.ratio)

        color: area.pressed ? Theme.soft : Theme.faint
        height: Math.max(Theme.px(28), root.bar.ratio * root.height)
        opacity: root.awake ? 0.6 : 0
        radius: width / 2
        width: hover.hovered || area.pressed ? Theme.px(8) : Theme.px(6)
        x: root.width - width - Theme.px(2)
        y: Math.max(0, Math.min(1, share)) * track

        Behavior on opacity {
            NumberAnimation {
                duration: Theme.pane
            }
        }
    }

    Card {
        height: words.implicitHeight + Theme.space2
        radius: Theme.radiusControl
        visible: area.pressed && root.bar.label !== ""
        width: words.implicitWidth + Theme.space4
        x: -width - Theme.space2
        y: Math.max(0, Math.min(root.height - height, handle.y + (handle.height - height) / 2))

        Label {
            id: words

            anchors.centerIn: parent
            font.pixelSize: Theme.textCaption
            strong: true
            text: root.bar.label
        }
    }

    MouseArea {
        id: area

        property real grabbedAt: 0
        property real share: 0

        function scrollTo(y: real) {
            area.share = handle.track > 0 ? Math.max(0, Math.min(1, y / handle.track)) : 0;
            if (!root.bar.partial)
                root.bar.flickable.contentY = root.bar.flickable.originY + area.share * (root.bar.flickable.contentHeight - root.bar.flickable.height);
            root.bar.dragged(area.share);
        }

        anchors.fill: parent
        preventStealing: true
        onPositionChanged: mouse => area.scrollTo(mouse.y - area.grabbedAt)
        onPressed: mouse => {
            const inside = mouse.y >= handle.y && mouse.y <= handle.y + handle.height;
            area.grabbedAt = inside ? mouse.y - handle.y : handle.height / 2;
            area.share = handle.share;
            if (!inside)
                area.scrollTo(mouse.y - area.grabbedAt);
        }
    }
}
