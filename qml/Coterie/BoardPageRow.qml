import QtQuick
import Coterie.Ui

/// One page in the list; its name is written over in place.
Pressable {
    id: root

    required property int index
    required property var modelData ///< {id, name, current}
    readonly property var list: ListView.view ///< whose type knows this one
    readonly property bool editable: root.list !== null && root.list.editable
    readonly property bool last: root.list === null || root.list.count === 1 ///< the only one: it stays
    readonly property string pageId: root.modelData.id
    property bool renaming: false

    function finish(): void {
        root.renaming = false;
        root.list.renamed(root.pageId, name.text);
        root.forceActiveFocus(Qt.OtherFocusReason);
    }

    activeFocusOnTab: false
    height: Theme.px(36)
    lit: root.modelData.current
    plate: Pressable.Select
    ring: true
    ringGap: 0
    role: Accessible.ListItem
    selectable: true
    selected: root.modelData.current
    text: root.modelData.name
    width: root.list ? root.list.width : 0
    onClicked: root.list.acted("show", root.index, root.pageId, root)
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2 && root.editable) {
            event.accepted = true;
            root.renaming = true;
        }
    }

    PlainText {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        anchors.right: tools.left
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        elide: Text.ElideRight
        font.bold: root.modelData.current
        font.pixelSize: Theme.textBody
        text: root.modelData.name
        visible: !root.renaming
    }

    Field {
        id: name

        anchors.left: parent.left
        anchors.right: tools.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        label: qsTr("Name of the page")
        maximumLength: 100
        visible: root.renaming
        onAccepted: root.finish()
        onVisibleChanged: {
            if (!name.visible)
                return;
            name.text = root.modelData.name;
            name.forceActiveFocus(Qt.OtherFocusReason);
        }
        Keys.onEscapePressed: {
            root.renaming = false;
            root.forceActiveFocus(Qt.OtherFocusReason);
        }
    }

    Row {
        id: tools

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(2)
        anchors.verticalCenter: parent.verticalCenter
        visible: root.editable

        IconButton {
            icon: root.renaming ? "check" : "edit"
            iconSize: Theme.px(15)
            size: Theme.px(26)
            tip: root.renaming ? qsTr("Keep the name") : qsTr("Rename")
            onClicked: {
                if (root.renaming)
                    root.finish();
                else
                    root.renaming = true;
            }
        }
        IconButton {
            enabled: root.index > 0
            icon: "chevron-up"
            iconSize: Theme.px(15)
            size: Theme.px(26)
            tip: qsTr("Move up")
            onClicked: root.list.acted("up", root.index, root.pageId, root)
        }
        IconButton {
            enabled: root.list !== null && root.index < root.list.count - 1
            icon: "chevron-down"
            iconSize: Theme.px(15)
            size: Theme.px(26)
            tip: qsTr("Move down")
            onClicked: root.list.acted("down", root.index, root.pageId, root)
        }
        IconButton {
            enabled: !root.last
            icon: "trash"
            iconSize: Theme.px(15)
            size: Theme.px(26)
            tip: qsTr("Remove the page with all that is on it")
            onClicked: root.list.acted("remove", root.index, root.pageId, root)
        }
    }
}
