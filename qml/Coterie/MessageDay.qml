import QtQuick

/// A new day begins.
MessageDivider {
    id: root

    title: (root.parent as MessagePart).row.dayTitle
}
