import QtQuick
import Coterie.Models
import Coterie.Ui

/// The people, in a raised box.
Item {
    id: root

    required property CompletionModel model
    readonly property alias list: list

    signal chosen(int row)

    implicitHeight: list.height + 2 * Theme.px(5)

    Shadow {
        anchors.fill: parent
    }

    Card {
        anchors.fill: parent
    }

    MouseArea {
        anchors.fill: parent
    }

    ActionList {
        id: list

        activeFocusOnTab: false
        height: contentHeight
        interactive: false
        label: qsTr("Suggestions")
        model: root.model
        width: parent.width - 2 * x
        x: Theme.px(5)
        y: Theme.px(5)
        delegate: DocumentMention {}
        onActed: (verb, row) => root.chosen(row)
        onCountChanged: list.currentIndex = list.count > 0 ? 0 : -1
    }
}
