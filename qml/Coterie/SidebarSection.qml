import QtQuick
import Coterie.Ui

/// The line above the rooms, the documents or the direct messages, with a button to add one.
Item {
    id: root

    required property string section

    readonly property ActionList list: root.parent && root.parent.parent ? root.parent.parent as ActionList : null
    readonly property bool direct: root.section === "direct"
    readonly property bool documents: root.section === "documents"

    height: Theme.px(34)
    width: root.list ? root.list.width : 0

    CapsLabel {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(9)
        anchors.left: parent.left
        anchors.leftMargin: Theme.space4
        text: root.direct ? qsTr("Direct messages") : root.documents ? qsTr("Documents & boards") : qsTr("Rooms")
    }

    IconButton {
        id: add

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(4)
        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        icon: "plus"
        iconSize: Theme.px(14)
        size: Theme.px(24)
        tip: root.direct ? qsTr("Write to someone") : root.documents ? qsTr("New document or board") : qsTr("Add a room")
        onClicked: root.list.acted(root.direct ? "people" : root.documents ? "addDocument" : "create", -1, "", add)
    }
}
