import QtQuick
import Coterie.Models
import Coterie.Ui

/// How the others see one.
Column {
    id: root

    required property AppModel app
    required property Workspace workspace

    function save() {
        const name = nameField.text.trim();
        if (name.length > 0 && name !== root.workspace.selfName)
            root.workspace.updateProfile(name, root.workspace.selfColor);
    }

    TitleLabel {
        bottomPadding: Theme.px(18)
        font.pixelSize: Theme.textLarge
        text: qsTr("Profile")
    }

    Row {
        bottomPadding: Theme.space2
        spacing: Theme.space4

        Avatar {
            color: root.workspace.selfColor
            initials: root.workspace.selfInitials
            size: Theme.px(56)
            status: root.workspace.selfStatus
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(2)

            HeadingLabel {
                text: root.workspace.selfName
            }

            Label {
                color: Theme.soft
                font.pixelSize: Theme.textCaption
                text: root.workspace.selfStatusText
            }
        }
    }

    SettingRow {
        detail: qsTr("What stands above your messages")
        title: qsTr("Name")
        visible: !root.workspace.connection.plain

        Row {
            spacing: Theme.space2

            Field {
                id: nameField

                label: qsTr("Name")
                maximumLength: 64
                text: root.workspace.selfName
                width: Theme.px(200)
                onAccepted: root.save()
            }

            Button {
                enabled: nameField.text.trim().length > 0 && nameField.text.trim() !== root.workspace.selfName
                text: qsTr("Save")
                onClicked: root.save()
            }
        }
    }

    SettingRow {
        detail: qsTr("Your name, cursor and caret for everyone")
        title: qsTr("Your colour")
        visible: !root.workspace.connection.plain

        HuePicker {
            current: root.workspace.selfColor
            onChosen: hue => root.workspace.updateProfile(root.workspace.selfName, hue)
        }
    }

    SettingRow {
        detail: qsTr("Away comes by itself after five quiet minutes")
        title: qsTr("Status")

        Segmented {
            currentIndex: root.workspace.selfStatus === "dnd" ? 2 : root.workspace.selfStatus === "away" ? 1 : 0
            label: qsTr("Status")
            options: [qsTr("Online"), qsTr("Away"), qsTr("Do not disturb")]
            onChosen: index => root.workspace.setStatus(index === 2 ? "dnd" : index === 1 ? "away" : "online", root.workspace.selfNote)
        }
    }

    SettingRow {
        detail: qsTr("A few words beside your name")
        title: qsTr("Note")

        Field {
            id: noteField

            label: qsTr("Note")
            maximumLength: 80
            placeholder: qsTr("In a meeting until three")
            text: root.workspace.selfNote
            width: Theme.px(280)
            onAccepted: root.workspace.setStatus(root.workspace.selfStatus, noteField.text.trim())
        }
    }
}
