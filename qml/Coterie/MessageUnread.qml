import QtQuick
import Coterie.Ui

/// From here on it is new.
MessageDivider {
    id: root

    title: (root.parent as MessagePart).row.unreadTitle
    color: Theme.danger
    lineColor: Theme.tint(Theme.danger, 0.5)
}
