import QtQuick
import Coterie.Models
import Coterie.Ui

/// Asks once more before an old version is brought back, for everybody.
BoardDialog {
    id: root

    readonly property BoardHistoryModel history: root.document.history

    acceptText: qsTr("Bring it back")
    title: qsTr("Bring this version back?")
    onAccepted: root.document.versions.restore(root.history.versionId)

    Label {
        text: qsTr("The board becomes what it was: “%1”, %2. That happens for everybody; what is there now is kept as a version.").arg(root.history.title).arg(root.history.detail)
        width: parent ? parent.width : 0
        wrapMode: Text.Wrap
    }
}
