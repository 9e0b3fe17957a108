import QtQuick
import Coterie.Ui

/// Somebody who could be meant.
ListButton {
    id: root

    required property int index
    required property string label
    required detail
    required property string initials
    required property string color

    readonly property ActionList list: ListView.view as ActionList

    activeFocusOnTab: false
    current: ListView.isCurrentItem
    frontWidth: Theme.px(22)
    text: root.label
    width: root.list ? root.list.width : 0
    onClicked: root.list.acted("choose", root.index, "", root)

    Avatar {
        anchors.verticalCenter: parent.verticalCenter
        color: root.color.length > 0 ? root.color : Theme.offline
        initials: root.initials
        size: Theme.px(22)
        x: root.inset
    }
}
