import QtQuick
import Coterie.Models
import Coterie.Ui

/// Ctrl+/: what the keyboard can do.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    boxWidth: Theme.px(500)
    title: qsTr("Keyboard shortcuts")

    Item {
        height: implicitHeight
        implicitHeight: Math.min(table.implicitHeight, Math.max(Theme.px(160), root.height - Theme.px(140)))
        width: parent ? parent.width : 0

        Flickable {
            id: view

            activeFocusOnTab: view.contentHeight > view.height
            anchors.fill: parent
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            contentHeight: table.implicitHeight
            Accessible.name: root.title
            Accessible.role: Accessible.List
            Keys.onDownPressed: view.flick(0, -Theme.px(700))
            Keys.onUpPressed: view.flick(0, Theme.px(700))

            ShortcutTable {
                id: table

                width: view.width - Theme.space3
            }
        }

        ScrollBar {
            flickable: view
        }
    }
}
