import QtQuick
import Coterie.Ui

/// Asks once more before it is gone.
BoardDialog {
    id: root

    acceptText: qsTr("Remove")
    danger: true
    title: qsTr("Remove this board?")
    onAccepted: root.page.workspace.removeDocument(root.document.docId)

    Label {
        text: qsTr("“%1” goes away for everybody, with its versions.").arg(root.document.title)
        width: parent ? parent.width : 0
        wrapMode: Text.Wrap
    }
}
