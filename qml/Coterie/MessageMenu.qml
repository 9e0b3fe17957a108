import QtQuick
import Coterie
import Coterie.Ui

/// What can be done with a message, by right click or the menu key. Remembers what it was opened for: rows come and go.
Menu {
    id: root

    property string key
    property string summary
    property bool own: false
    property bool sent: false
    property bool answerable: false
    property bool editable: false
    property bool pinned: false
    property bool canPin: true
    property bool textOnly: false ///< a plain server: nothing changes what is sent
    property string link

    signal chosen(string action, string key)

    function openFor(row: MessageItem, x: real, y: real, link: string): void {
        root.key = row.key;
        root.summary = row.plainText;
        root.own = row.own;
        root.sent = row.delivery === "sent";
        root.answerable = !row.failed;
        root.editable = row.editable;
        root.pinned = row.pinned;
        root.link = link;
        root.placeAt(row, x, y);
        root.open();
    }

    title: qsTr("Message")

    MenuItem {
        menu: root
        visible: root.answerable && !root.textOnly
        icon: "smile"
        text: qsTr("Add a reaction…")
        shortcutHint: "+"
        onTriggered: root.chosen("react", root.key)
    }
    MenuItem {
        menu: root
        visible: root.answerable && !root.textOnly
        icon: "reply"
        text: qsTr("Reply")
        shortcutHint: "R"
        onTriggered: root.chosen("reply", root.key)
    }
    MenuItem {
        menu: root
        visible: root.editable && (!root.textOnly || !root.sent)
        icon: "edit"
        text: qsTr("Edit")
        shortcutHint: "E"
        onTriggered: root.chosen("edit", root.key)
    }
    MenuItem {
        menu: root
        visible: root.sent && root.canPin && !root.textOnly
        icon: "pin"
        text: root.pinned ? qsTr("Unpin") : qsTr("Pin")
        onTriggered: root.chosen("pin", root.key)
    }
    MenuItem {
        menu: root
        icon: "copy"
        text: qsTr("Copy text")
        shortcutHint: "C"
        onTriggered: root.chosen("copy", root.key)
    }
    MenuItem {
        menu: root
        visible: root.link !== ""
        icon: "link"
        text: qsTr("Copy link address")
        onTriggered: root.chosen("copyLink", root.key)
    }
    MenuItem {
        menu: root
        visible: root.own && (!root.textOnly || !root.sent)
        danger: true
        icon: "trash"
        text: qsTr("Delete…")
        shortcutHint: qsTr("Del")
        onTriggered: root.chosen("delete", root.key)
    }
}
