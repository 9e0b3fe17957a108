import QtQuick
import Coterie
import Coterie.Ui

/// Where in the document one is; dragging goes elsewhere.
Item {
    id: root

    required property DocumentEditor editor

    readonly property real beyond: Math.max(0, root.editor.contentHeight - root.editor.height)
    readonly property bool lively: area.containsMouse || area.pressed

    anchors.bottom: parent.bottom
    anchors.right: parent.right
    anchors.top: parent.top
    visible: root.editor.visible && root.beyond > 0
    width: Theme.px(12)

    Rectangle {
        id: handle

        readonly property real reach: root.height - handle.height - 2 * Theme.px(3)

        color: root.lively ? Theme.faint : Theme.line
        height: Math.max(Theme.px(36), root.height * root.editor.height / Math.max(1, root.editor.contentHeight))
        radius: width / 2
        width: root.lively ? Theme.px(8) : Theme.px(5)
        x: parent.width - width - Theme.px(3)
        y: Theme.px(3) + (root.beyond > 0 ? handle.reach * root.editor.contentY / root.beyond : 0)
    }

    MouseArea {
        id: area

        property real grip: 0

        function go(y: real): void {
            root.editor.contentY = Math.max(0, Math.min(root.beyond, (y - area.grip - Theme.px(3)) / Math.max(1, handle.reach) * root.beyond));
        }

        anchors.fill: parent
        hoverEnabled: true
        preventStealing: true
        onPositionChanged: mouse => {
            if (area.pressed)
                area.go(mouse.y);
        }
        onPressed: mouse => {
            const inside = mouse.y >= handle.y && mouse.y <= handle.y + handle.height;
            area.grip = inside ? mouse.y - handle.y : handle.height / 2;
            area.go(mouse.y);
        }
    }
}
