import QtQuick
import Coterie.Ui

/// One room of the room browser, with Join or Open.
Pressable {
    id: root

    required property int index
    required property string roomId
    required property string name
    required property string topic
    required property int memberCount ///< 0: not known
    required property bool joined

    readonly property string memberText: root.memberCount === 1 ? qsTr("1 member") : qsTr("%n members", "", root.memberCount)
    readonly property ActionList list: ListView.view as ActionList

    function act() {
        root.list.acted(root.joined ? "open" : "join", root.index, root.roomId, root);
    }

    activeFocusOnTab: false
    height: Theme.px(54)
    text: root.name
    width: root.list ? root.list.width : 0
    description: root.topic
    ring: true
    ringGap: -2
    role: Accessible.ListItem
    onClicked: root.act()

    Rectangle {
        anchors.fill: parent
        color: Theme.hover
        radius: Theme.radiusControl
        visible: root.hovered
    }

    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        name: "hash"
        size: Theme.px(18)
        x: Theme.space2
    }

    Column {
        anchors.left: sign.right
        anchors.leftMargin: Theme.px(10)
        anchors.right: button.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(2)

        PlainText {
            color: Theme.ink
            font.pixelSize: Theme.textBody
            font.bold: true
            text: root.name
            width: parent.width
        }

        PlainText {
            color: Theme.soft
            font.pixelSize: Theme.textSmall
            text: root.memberCount === 0 ? root.topic : root.topic.length > 0 ? qsTr("%1 · %2").arg(root.memberText).arg(root.topic) : root.memberText
            width: parent.width
        }
    }

    Button {
        id: button

        activeFocusOnTab: false
        anchors.right: parent.right
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        kind: root.joined ? Button.Secondary : Button.Primary
        small: true
        text: root.joined ? qsTr("Open") : qsTr("Join")
        onClicked: root.act()
    }
}
