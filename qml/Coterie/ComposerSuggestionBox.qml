import QtQuick
import Coterie.Models
import Coterie.Ui

/// The suggestions in a raised box, made while there are some.
Item {
    id: root

    required property ComposerModel composer
    readonly property alias list: list

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
    ComposerSuggestions {
        id: list

        composer: root.composer

        x: Theme.px(5)
        y: Theme.px(5)
        width: parent.width - 2 * x
        height: contentHeight
        interactive: false
        model: root.composer.completion
        onCountChanged: currentIndex = count > 0 ? 0 : -1
        Accessible.role: Accessible.List
        Accessible.name: qsTr("Suggestions")

        delegate: ComposerSuggestion {}
    }
}
