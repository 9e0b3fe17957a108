import QtQuick
import Coterie.Ui

/// The red edge of a message that was not sent.
Item {
    id: root

    width: Theme.px(3)
    clip: true

    Rectangle {
        width: 2 * Theme.radiusControl
        height: root.height
        radius: Theme.radiusControl
        color: Theme.danger
    }
}
