import QtQuick
import Coterie.Models
import Coterie.Ui

/// Which version this is, what it stands on, and the gallery of its parts.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("About")
    }

    Row {
        bottomPadding: Theme.space2
        spacing: Theme.space4

        Logo {
            size: Theme.px(56)
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(2)

            HeadingLabel {
                text: qsTr("Coterie %1").arg(root.app.version)
            }

            Label {
                color: Theme.soft
                font.pixelSize: Theme.textCaption
                text: qsTr("Talk, write and draw together, on a server that is yours.")
            }
        }
    }

    SettingRow {
        detail: qsTr("Apache License 2.0. The typefaces Inter and JetBrains Mono are under the SIL Open Font License 1.1.")
        title: qsTr("Licence")
    }

    SettingRow {
        detail: qsTr("Every part of this window in every state")
        title: qsTr("Gallery")

        Button {
            shortcutHint: qsTr("Ctrl+Shift+G")
            text: qsTr("Open the gallery")
            onClicked: {
                const window = root.Window.window as Main;
                if (window)
                    window.showGallery();
            }
        }
    }
}
