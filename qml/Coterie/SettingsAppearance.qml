import QtQuick
import Coterie.Models
import Coterie.Ui

/// Theme, size, density, colour, motion.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property AppSettings settings: root.app.settings

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("Appearance")
    }

    SettingRow {
        detail: qsTr("Follows the system unless you choose")
        title: qsTr("Theme")

        Segmented {
            currentIndex: root.settings.theme
            label: qsTr("Theme")
            options: [qsTr("System"), qsTr("Light"), qsTr("Dark"), qsTr("High contrast")]
            onChosen: index => root.settings.theme = index
        }
    }

    SettingRow {
        detail: qsTr("Ctrl + and Ctrl − anywhere")
        title: qsTr("Text and control size")

        Row {
            spacing: Theme.space2

            Label {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.soft
                text: qsTr("%1 %").arg(Math.round(root.settings.zoom * 100))
            }

            Slider {
                from: 0.8
                label: qsTr("Text and control size")
                stepSize: 0.1
                to: 2
                value: root.settings.zoom
                onMoved: value => root.settings.zoom = value
            }
        }
    }

    SettingRow {
        detail: qsTr("How close messages stand")
        title: qsTr("Density")

        Segmented {
            currentIndex: root.settings.compact ? 1 : 0
            label: qsTr("Density")
            options: [qsTr("Comfortable"), qsTr("Compact")]
            onChosen: index => root.settings.compact = index === 1
        }
    }

    SettingRow {
        detail: qsTr("Your name, cursor and caret for everyone")
        title: qsTr("Your colour")

        HuePicker {
            current: root.workspace.selfColor
            onChosen: hue => root.workspace.updateProfile(root.workspace.selfName, hue)
        }
    }

    SettingRow {
        detail: qsTr("Off when the system asks for reduced motion")
        title: qsTr("Animations")

        Switch {
            checked: root.settings.animations && !root.settings.reducedMotion
            enabled: !root.settings.reducedMotion
            text: qsTr("Animations")
            onToggled: checked => root.settings.animations = checked
        }
    }
}
