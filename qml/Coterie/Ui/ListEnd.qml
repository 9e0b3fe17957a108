import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// What stands at the end of a ListButton, made when there is something.
Row {
    id: root

    property string sign
    property string detail
    property int badge: 0
    property bool loud: true

    spacing: Theme.px(6)

    IconItem {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.faint
        name: root.sign
        size: Theme.px(14)
        visible: root.sign.length > 0
    }

    PlainText {
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textSmall
        text: root.detail
        visible: root.detail.length > 0
    }

    Badge {
        anchors.verticalCenter: parent.verticalCenter
        count: root.badge
        loud: root.loud
    }
}
