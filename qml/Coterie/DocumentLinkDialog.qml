import QtQuick
import Coterie.Ui

/// Where the selected words, or new ones, lead.
DocumentDialog {
    id: root

    acceptEnabled: address.text.trim().length > 0
    acceptText: qsTr("Insert the link")
    title: qsTr("Link")
    onAccepted: root.editor.insertLink(address.text.trim())

    Field {
        id: address

        focus: true
        icon: "link"
        label: qsTr("Address")
        placeholder: qsTr("https://…")
        width: parent ? parent.width : 0
        onAccepted: root.accept()
    }
}
