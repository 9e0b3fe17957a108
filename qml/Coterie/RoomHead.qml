import QtQuick
import Coterie.Ui

/// One of the overlapping faces in the header.
Item {
    id: root

    required property string initials
    required property color color

    width: Theme.px(26)
    height: width

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(7)
        color: Theme.background
    }
    Avatar {
        anchors.centerIn: parent
        initials: root.initials
        color: root.color
        size: Theme.px(22)
    }
}
