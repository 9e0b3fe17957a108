import QtQuick
import Coterie.Ui

/// The whole icon set.
Card {
    id: root

    readonly property list<string> names: ["hash", "lock", "bell", "activity", "search", "plus", "minus", "settings", "smile", "at", "bold", "italic", "strike", "code", "attach", "list", "send", "chevron-down", "chevron-up", "chevron-left", "chevron-right", "arrow-down", "arrow-up", "close", "check", "alert", "exclamation", "info", "help", "clock", "retry", "trash", "edit", "reply", "thread", "message", "pin", "more", "copy", "link", "external", "user", "users", "user-plus", "poll", "pointer", "moon", "sun", "contrast", "board", "document", "wifi", "wifi-off", "eye", "globe", "home", "star", "quote", "host", "play", "key", "log-out", "keyboard", "language", "palette", "bookmark", "spinner", "menu", "mute", "heart", "shield", "crown", "panel", "swap"]

    height: column.height + Theme.space4 * 2
    width: Theme.px(420)

    Column {
        id: column

        spacing: Theme.space3
        width: parent.width - Theme.space4 * 2
        x: Theme.space4
        y: Theme.space4

        HeadingLabel {
            text: qsTr("Icons")
        }

        Flow {
            spacing: Theme.space3
            width: parent.width

            Repeater {
                model: root.names
                delegate: GalleryIcon {}
            }
        }
    }
}
