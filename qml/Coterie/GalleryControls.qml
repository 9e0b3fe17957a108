import QtQuick
import Coterie.Ui

/// Buttons, fields, choices.
Card {
    id: root

    height: column.height + Theme.space4 * 2
    width: Theme.px(380)

    Column {
        id: column

        spacing: Theme.space3
        width: parent.width - Theme.space4 * 2
        x: Theme.space4
        y: Theme.space4

        HeadingLabel {
            text: qsTr("Controls")
        }

        Row {
            spacing: Theme.space2

            Button {
                kind: Button.Primary
                text: qsTr("Primary")
            }

            Button {
                text: qsTr("Secondary")
            }

            Button {
                kind: Button.Danger
                text: qsTr("Danger")
            }
        }

        Row {
            spacing: Theme.space2

            Button {
                icon: "copy"
                small: true
                text: qsTr("Small")
            }

            Button {
                busy: true
                kind: Button.Primary
                small: true
                text: qsTr("Busy")
            }

            Button {
                enabled: false
                small: true
                text: qsTr("Disabled")
            }

            Button {
                kind: Button.Quiet
                small: true
                text: qsTr("Quiet")
            }
        }

        Row {
            spacing: Theme.space2

            IconButton {
                icon: "smile"
                tip: qsTr("Icon button")
            }

            IconButton {
                active: true
                icon: "pointer"
                tip: qsTr("Active")
            }

            IconButton {
                enabled: false
                icon: "trash"
                tip: qsTr("Disabled")
            }

            Item {
                height: Theme.px(32)
                width: Theme.px(32)

                FocusRing {
                    always: true
                    gap: 0
                    shown: true
                }

                Icon {
                    anchors.centerIn: parent
                    name: "bell"
                }
            }

            Pill {
                icon: "arrow-down"
                text: qsTr("3 new messages")
            }

            Spinner {
                anchors.verticalCenter: parent.verticalCenter
            }
        }

        Field {
            label: qsTr("Empty field")
            placeholder: qsTr("Placeholder")
            width: parent.width
        }

        Field {
            icon: "search"
            label: qsTr("Field with words")
            text: qsTr("Words")
            width: parent.width
        }

        Field {
            error: qsTr("Nothing answers at this address.")
            label: qsTr("Field with an error")
            text: "chat.example.org"
            width: parent.width
        }

        Field {
            icon: "key"
            label: qsTr("Password")
            secret: true
            text: "secret"
            width: parent.width
        }

        Segmented {
            currentIndex: 1
            label: qsTr("Segmented")
            options: [qsTr("One"), qsTr("Two"), qsTr("Three")]
        }

        Row {
            spacing: Theme.space4

            Switch {
                checked: true
                text: qsTr("On")
            }

            Switch {
                text: qsTr("Off")
            }

            Switch {
                checked: true
                enabled: false
                text: qsTr("Disabled")
            }

            Slider {
                label: qsTr("Slider")
                value: 0.4
            }
        }

        Row {
            spacing: Theme.space3

            TextLink {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Text link")
            }

            KeyHint {
                anchors.verticalCenter: parent.verticalCenter
                text: qsTr("Ctrl K")
            }

            Swatch {
                color: Theme.hue(0)
                text: qsTr("Hue")
            }

            Swatch {
                color: Theme.hue(5)
                current: true
                text: qsTr("Chosen hue")
            }
        }
    }
}
