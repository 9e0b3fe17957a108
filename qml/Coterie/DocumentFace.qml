import QtQuick
import Coterie.Ui

/// Somebody who is in the document: with a rim while they are followed, with what they draw with, faded while idle.
Pressable {
    id: root

    required property int index
    required property string personKey
    required property string name
    required property string initials
    required property string color
    required property bool followed
    required property bool idle
    required property string tool ///< an icon; empty: none
    required property string doing

    signal chosen(string personKey)

    checkable: true
    checked: root.followed
    description: root.followed ? qsTr("Followed") : root.doing
    height: Theme.px(28)
    ring: true
    ringRadius: Theme.px(8)
    text: root.name
    tip: root.followed ? qsTr("Stop following %1").arg(root.name) : qsTr("Follow %1").arg(root.name)
    visible: root.index < 6
    width: height
    z: root.followed ? 1 : 0
    onClicked: root.chosen(root.personKey)

    Rectangle {
        anchors.fill: parent
        border.color: root.followed ? Theme.accent : Theme.background
        border.width: Theme.px(2)
        color: Theme.background
        radius: Theme.px(8)
    }

    Avatar {
        anchors.centerIn: parent
        color: root.color
        initials: root.initials
        opacity: root.idle ? Theme.idleFaceOpacity : 1
        size: Theme.px(22)
    }

    Rectangle {
        border.color: Theme.line
        border.width: Theme.lineWidth
        color: Theme.background
        height: width
        radius: width / 2
        visible: root.tool.length > 0
        width: Theme.px(14)
        x: -Theme.px(4) // between two faces, so that it covers neither's letters
        y: parent.height - Theme.px(10)

        IconItem {
            anchors.centerIn: parent
            color: Theme.ink
            name: root.tool
            size: Theme.px(9)
        }
    }
}
