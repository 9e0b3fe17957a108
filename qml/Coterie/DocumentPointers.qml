import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// Others' pointers over a text, each beside the letter it is at, however wide the window; and this person's on its way
/// to them. An anchor is the letter's position, x and y are counted in heights of its row.
Item {
    id: root

    required property DocumentModel document
    required property DocumentEditor editor

    function mapAnchor(anchor: string, x: real, y: real): var {
        const at = root.editor.rectangleAt(parseInt(anchor) || 0);
        const point = Qt.point(at.x + x * at.height, at.y + y * at.height);
        return point.y > -at.height && point.y < root.height ? point : null;
    }

    function tell(): void {
        if (!root.document || !root.document.cursors.enabled)
            return;
        if (!hover.hovered) {
            root.document.cursors.left();
            return;
        }
        const point = hover.point.position;
        const position = root.editor.positionAt(point.x, point.y);
        const at = root.editor.rectangleAt(position);
        root.document.cursors.moved(String(position), (point.x - at.x) / at.height, (point.y - at.y) / at.height);
    }

    /// At once, and once more when the lines that were laid out anew have come to rest.
    function remap(): void {
        layer.remap();
        rest.restart();
    }

    clip: true

    HoverHandler {
        id: hover

        onHoveredChanged: root.tell()
        onPointChanged: root.tell()
    }

    Timer {
        id: rest

        interval: 0
        onTriggered: layer.remap()
    }

    PointerLayer {
        id: layer

        anchors.fill: parent
        look: PointerTheme {}
        mapAnchor: root.mapAnchor
        source: root.document ? root.document.cursors : null
    }

    Connections {
        target: root.editor

        function onContentHeightChanged(): void {
            root.remap();
        }
        function onContentYChanged(): void {
            root.remap();
        }
        function onGeometryChanged(): void {
            root.remap();
        }
    }
}
