import QtQuick
import Coterie.Ui

/// The workspace's sign and name; opens its menu.
Pressable {
    id: root

    property string name

    implicitHeight: Theme.headerHeight
    text: root.name
    description: qsTr("Workspace menu")
    ring: true
    ringGap: -4
    role: Accessible.ButtonMenu

    Logo {
        id: logo

        anchors.verticalCenter: parent.verticalCenter
        x: Theme.space4
    }

    PlainText {
        anchors.left: logo.right
        anchors.leftMargin: Theme.px(10)
        anchors.right: arrow.left
        anchors.rightMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.ink
        font.bold: true
        font.pixelSize: Theme.textHeading
        text: root.name
    }

    IconItem {
        id: arrow

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        color: root.hovered ? Theme.ink : Theme.soft
        name: "chevron-down"
        size: Theme.px(16)
    }
}
