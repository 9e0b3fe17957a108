import QtQuick
import Coterie.Ui

/// Somebody who is in the document, with a rim while they are followed.
Pressable {
    id: root

    required property int index
    required property string personKey
    required property string name
    required property string initials
    required property string color
    required property bool followed
    required property bool writing

    signal chosen(string personKey)

    checkable: true
    checked: root.followed
    description: root.followed ? qsTr("Followed") : root.writing ? qsTr("Writing here") : qsTr("Reading")
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
        size: Theme.px(22)
    }
}
