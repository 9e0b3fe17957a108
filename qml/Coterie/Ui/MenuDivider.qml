import QtQuick

/// A line between groups of a Menu.
Item {
    id: root

    implicitHeight: Theme.px(9)
    width: parent ? parent.width : implicitWidth

    Divider {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width
    }
}
