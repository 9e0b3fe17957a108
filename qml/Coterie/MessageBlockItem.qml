import QtQuick
import Coterie.Ui

/// One block, by its kind.
MessageBlockBase {
    id: root

    sourceComponent: root.kind === "code" || root.kind === "table" ? code : root.kind === "rule" ? rule : words

    Component {
        id: words

        MessageWords {}
    }
    Component {
        id: code

        MessageCode {}
    }
    Component {
        id: rule

        Divider {
            color: Theme.line
        }
    }
}
