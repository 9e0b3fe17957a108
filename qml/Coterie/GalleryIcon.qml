import QtQuick
import Coterie.Ui

/// One icon, with its name in the tool tip.
Icon {
    id: root

    required property string modelData

    color: Theme.ink
    name: root.modelData

    HoverHandler {
        onHoveredChanged: {
            if (hovered)
                TipService.enter(root, root.modelData, "");
            else
                TipService.leave(root);
        }
    }
}
