import QtQuick
import Coterie.Ui

/// Toasts, tiles, the banner, the empty state.
Card {
    id: root

    height: column.height + Theme.space4 * 2
    width: Theme.px(360)

    Column {
        id: column

        spacing: Theme.space4
        width: parent.width - Theme.space4 * 2
        x: Theme.space4
        y: Theme.space4

        HeadingLabel {
            text: qsTr("Notices")
        }

        Toast {
            message: qsTr("release-1.0 passed on Linux, Windows and macOS.")
            title: qsTr("Build 412 is green")
            type: "success"
        }

        Row {
            spacing: Theme.space2

            Tile {
                type: "success"
            }

            Tile {
                kind: "mention"
            }

            Tile {
                type: "info"
            }

            Tile {
                type: "warning"
            }

            Tile {
                type: "error"
            }
        }

        OfflineBanner {
            action: qsTr("Reconnecting in 4 s")
            canRetry: true
            narrow: true
            title: qsTr("You are offline.")
            width: parent.width
        }

        EmptyState {
            action: qsTr("Do something")
            detail: qsTr("A hint that helps.")
            icon: "message"
            title: qsTr("Nothing here yet")
            width: parent.width
        }
    }
}
