import QtQuick
import Coterie
import Coterie.Ui

/// One person's pointer: an arrow and a flag with the name, both in the person's colour.
Item {
    id: root

    required property var model ///< x and y are names an Item has already, so the roles are read from here
    readonly property CursorSurface surface: root.parent as CursorSurface
    readonly property string name: root.model.name
    readonly property int stamp: root.model.stamp
    property bool placed: false

    function sample(): void {
        const point = root.surface.mapAnchor(root.model.anchor, root.model.x, root.model.y);
        if (!point)
            root.placed = false;
        else if (root.placed)
            glide.glideTo(point);
        else
            glide.place(point);
        root.placed = !!point;
    }

    function follow(): void {
        const point = root.surface.mapAnchor(root.model.anchor, root.model.x, root.model.y);
        if (point && root.placed)
            glide.shift(point);
        else if (point)
            glide.place(point);
        root.placed = !!point;
    }

    x: glide.x
    y: glide.y
    width: arrow.width
    height: arrow.height
    visible: root.placed
    opacity: root.model.idle ? Theme.idleCursorOpacity : 1
    onStampChanged: root.sample()
    Component.onCompleted: root.sample()

    GlidePoint {
        id: glide

        settleTime: Theme.cursorSettle
    }
    Icon {
        id: arrow

        name: "cursor"
        size: Theme.px(20)
        color: root.model.color
    }
    Rectangle {
        x: arrow.width * 0.8
        y: arrow.height * 0.9
        width: Math.min(flag.implicitWidth, Theme.px(160)) + Theme.space3
        height: flag.implicitHeight + Theme.space1
        radius: Theme.space1
        color: root.model.color

        Text {
            id: flag

            anchors.centerIn: parent
            width: Math.min(implicitWidth, Theme.px(160))
            text: root.name
            textFormat: Text.PlainText
            elide: Text.ElideRight
            color: Theme.tileInk
            font.family: Theme.family
            font.pixelSize: Theme.textCaps
            font.weight: Theme.weightStrong
        }
    }

    Behavior on opacity {
        enabled: Theme.animate
        NumberAnimation {
            duration: Theme.pane
        }
    }
}
