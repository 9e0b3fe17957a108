import QtQuick
import Coterie
import Coterie.Ui

/// The small bar over the message under the pointer. There is one for the whole list.
Item {
    id: root

    property MessageItem row ///< null: hidden
    property bool canPin: true
    property bool textOnly: false ///< a plain server: nothing changes what is sent
    readonly property bool sent: !!root.row && root.row.delivery === "sent"
    readonly property bool answerable: !!root.row && !root.row.failed ///< what waits to be sent can be answered already
    readonly property bool hovered: hover.hovered

    signal reactRequested(Item near)
    signal replyRequested
    signal editRequested
    signal pinRequested
    signal copyRequested
    signal deleteRequested

    implicitWidth: buttons.width + 2 * Theme.px(2)
    implicitHeight: buttons.height + 2 * Theme.px(2)
    visible: !!root.row && !root.row.deleted

    Card {
        anchors.fill: parent
        radius: Theme.radiusControl
    }
    HoverHandler {
        id: hover
    }
    Row {
        id: buttons

        x: Theme.px(2)
        y: Theme.px(2)

        MessageActionButton {
            id: react

            visible: root.answerable && !root.textOnly
            icon: "smile"
            tip: qsTr("Add a reaction")
            shortcutHint: "+"
            onClicked: root.reactRequested(react)
        }
        MessageActionButton {
            visible: root.answerable && !root.textOnly
            icon: "reply"
            tip: qsTr("Reply")
            shortcutHint: "R"
            onClicked: root.replyRequested()
        }
        MessageActionButton {
            visible: !!root.row && root.row.editable && (!root.textOnly || root.row.failed)
            icon: "edit"
            tip: qsTr("Edit")
            shortcutHint: "E"
            onClicked: root.editRequested()
        }
        MessageActionButton {
            visible: root.sent && root.canPin && !root.textOnly
            icon: "pin"
            active: !!root.row && root.row.pinned
            tip: root.row && root.row.pinned ? qsTr("Unpin") : qsTr("Pin")
            onClicked: root.pinRequested()
        }
        MessageActionButton {
            icon: "copy"
            tip: qsTr("Copy text")
            shortcutHint: "C"
            onClicked: root.copyRequested()
        }
        MessageActionButton {
            visible: !!root.row && root.row.own && (!root.textOnly || !root.sent)
            icon: "trash"
            tip: qsTr("Delete")
            onClicked: root.deleteRequested()
        }
    }
}
