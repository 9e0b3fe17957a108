import QtQuick
import Coterie.Ui

/// One version; pressing it compares it with what there is now.
Pressable {
    id: root

    required property int index
    required property string versionId
    required property string name
    required property string time
    required property string fullTime
    required property string editors
    required property bool automatic

    readonly property DocumentVersionList list: ListView.view as DocumentVersionList
    readonly property bool readOnly: root.list === null || root.list.readOnly

    activeFocusOnTab: false
    description: root.fullTime
    height: Theme.px(54)
    lit: root.list !== null && root.list.chosenId === root.versionId
    plate: Pressable.Select
    ring: true
    ringGap: 0
    role: Accessible.ListItem
    text: root.name
    width: root.list ? root.list.width - Theme.space2 * 2 : 0
    x: Theme.space2
    onClicked: root.list.acted("compare", root.index, root.versionId, root)

    IconItem {
        id: sign

        color: root.automatic ? Theme.soft : Theme.accent
        name: root.automatic ? "clock" : "bookmark"
        size: Theme.px(16)
        x: Theme.space2
        y: Theme.px(10)
    }

    Column {
        anchors.left: sign.right
        anchors.leftMargin: Theme.px(10)
        anchors.right: tools.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(2)

        PlainText {
            color: root.automatic ? Theme.soft : Theme.ink
            font.bold: !root.automatic
            font.pixelSize: Theme.textBody
            text: root.name
            width: parent.width
        }

        PlainText {
            color: Theme.soft
            font.pixelSize: Theme.textSmall
            text: root.editors.length > 0 ? qsTr("%1 · %2").arg(root.time).arg(root.editors) : root.time
            width: parent.width
        }
    }

    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter

        IconButton {
            icon: "retry"
            iconSize: Theme.px(16)
            size: Theme.px(28)
            tip: qsTr("Bring this version back")
            visible: !root.readOnly
            onClicked: root.list.acted("restore", root.index, root.versionId, root)
        }
        IconButton {
            icon: "trash"
            iconSize: Theme.px(16)
            size: Theme.px(28)
            tip: qsTr("Delete this version")
            visible: !root.readOnly && !root.automatic
            onClicked: root.list.acted("remove", root.index, root.versionId, root)
        }
    }
}
