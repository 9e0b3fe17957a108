import QtQuick
import Coterie.Models
import Coterie.Ui

/// What has just happened, newest at the bottom. The pointer over it keeps it; a click opens its place.
ActionList {
    id: root

    required property ToastModel toasts

    activeFocusOnTab: false
    clip: false
    height: contentHeight
    interactive: false
    label: qsTr("Notices")
    model: root.toasts
    spacing: Theme.space2
    width: Theme.px(320)
    delegate: ToastRow {}
    onActed: (verb, row, subject, at) => {
        if (verb === "open")
            root.toasts.open(subject);
        else
            root.toasts.dismiss(subject);
    }

    HoverHandler {
        onHoveredChanged: root.toasts.setHeld(hovered)
    }
}
