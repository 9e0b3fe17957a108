import QtQuick
import Coterie.Ui

/// Whose message it is.
Avatar {
    id: root

    readonly property MessageData row: (root.parent as MessagePart).row

    initials: root.row.initials
    color: root.row.color
}
