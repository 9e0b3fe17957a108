import QtQuick
import Coterie.Models
import Coterie.Ui

/// How Return behaves, and every chord there is.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("Keyboard")
    }

    SettingRow {
        detail: root.app.settings.sendWithEnter ? qsTr("Shift+Return starts a new line") : qsTr("Ctrl+Return sends, Return starts a new line")
        title: qsTr("Return sends the message")

        Switch {
            checked: root.app.settings.sendWithEnter
            text: qsTr("Return sends the message")
            onToggled: checked => root.app.settings.sendWithEnter = checked
        }
    }

    Item {
        height: Theme.space4
        width: 1
    }

    ShortcutTable {
        width: parent.width
    }
}
