import QtQuick
import Coterie.Ui

/// How many messages are pinned here.
Row {
    id: root

    property int count: 0

    spacing: Theme.px(3)
    rightPadding: Theme.space2
    Accessible.role: Accessible.StaticText
    Accessible.name: qsTr("%n pinned message(s)", "", root.count)

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        name: "pin"
        size: Theme.px(15)
        color: Theme.soft
    }
    PlainText {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.count.toString()
    }
}
