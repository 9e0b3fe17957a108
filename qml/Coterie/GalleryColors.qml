import QtQuick
import Coterie.Ui

/// The surfaces with words on them.
Card {
    id: root

    readonly property list<color> grounds: [Theme.background, Theme.sidebar, Theme.raised, Theme.hover, Theme.selected, Theme.accentSoft, Theme.dangerSoft, Theme.warningSoft]

    height: column.height + Theme.space4 * 2
    width: Theme.px(300)

    Column {
        id: column

        spacing: Theme.space1
        width: parent.width - Theme.space4 * 2
        x: Theme.space4
        y: Theme.space4

        HeadingLabel {
            text: qsTr("Surfaces")
        }

        Repeater {
            model: root.grounds
            delegate: GalleryGround {}
        }
    }
}
