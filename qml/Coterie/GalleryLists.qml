import QtQuick
import Coterie.Ui

/// Rows, people, words.
Card {
    id: root

    height: column.height + Theme.space4 * 2
    width: Theme.px(300)

    Column {
        id: column

        spacing: Theme.space2
        width: parent.width - Theme.space4 * 2
        x: Theme.space4
        y: Theme.space4

        HeadingLabel {
            text: qsTr("Lists and words")
        }

        CapsLabel {
            text: qsTr("Section")
        }

        ListButton {
            icon: "hash"
            text: qsTr("general")
            width: parent.width
        }

        ListButton {
            badge: 3
            current: true
            icon: "hash"
            text: qsTr("launch")
            width: parent.width
        }

        ListButton {
            badge: 120
            icon: "lock"
            strong: true
            text: qsTr("A name too long to fit into one row of a list")
            width: parent.width
        }

        ListButton {
            badge: 4
            badgeLoud: false
            detail: qsTr("12 min")
            icon: "document"
            text: qsTr("Quiet badge")
            width: parent.width
        }

        Row {
            spacing: Theme.space3

            Avatar {
                color: Theme.hue(0)
                initials: "Mi"
                rim: Theme.raised
                status: "online"
            }

            Avatar {
                color: Theme.hue(1)
                initials: "Jo"
                rim: Theme.raised
                status: "away"
            }

            Avatar {
                color: Theme.hue(2)
                initials: "Pr"
                rim: Theme.raised
                status: "dnd"
            }

            Avatar {
                color: Theme.hue(4)
                initials: "Sa"
                rim: Theme.raised
                status: "offline"
            }

            Avatar {
                color: Theme.hue(3)
                initials: "Th"
                rim: Theme.raised
                size: Theme.px(22)
                status: "online"
            }

            Badge {
                anchors.verticalCenter: parent.verticalCenter
                count: 7
            }

            Badge {
                anchors.verticalCenter: parent.verticalCenter
                count: 7
                loud: false
            }
        }

        TitleLabel {
            text: qsTr("Title")
        }

        HeadingLabel {
            text: qsTr("Heading")
        }

        Label {
            text: qsTr("Body words in ink")
        }

        Label {
            color: Theme.soft
            text: qsTr("Body words, soft")
        }

        SmallLabel {
            text: qsTr("Small words")
        }

        Label {
            font.family: Theme.monoFamily
            text: "outbox.retryAll();"
        }

        Divider {
            width: parent.width
        }

        MenuItem {
            icon: "reply"
            shortcutHint: "R"
            text: qsTr("Menu item")
        }

        MenuItem {
            danger: true
            icon: "trash"
            text: qsTr("Dangerous item")
        }
    }
}
