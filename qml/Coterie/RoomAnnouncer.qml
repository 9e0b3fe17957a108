import QtQuick
import Coterie.Models
import Coterie.Ui

/// Tells screen readers politely what others have just written.
Item {
    id: root

    required property MessageListModel messages

    function value(role: int): string {
        return root.messages.data(root.messages.index(0, 0), role).toString();
    }

    Connections {
        target: root.messages

        function onRowsInserted(parent: var, first: int, last: int): void {
            if (first !== 0 || last !== 0 || root.messages.loading || root.value(MessageListModel.Own) === "true")
                return;
            Announcer.announce(root, qsTr("%1: %2").arg(root.value(MessageListModel.Author)).arg(root.value(MessageListModel.PlainText)));
        }
    }
}
