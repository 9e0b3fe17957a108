import QtQuick
import Coterie.Ui

/// One frame to choose.
ListButton {
    id: root

    required property int index
    required property string modelData

    readonly property var list: ListView.view ///< whose type knows this one

    activeFocusOnTab: false
    checkable: true
    checked: root.current
    current: ListView.isCurrentItem
    height: root.list ? root.list.row : 0
    icon: "frame"
    role: Accessible.RadioButton
    text: root.modelData
    width: root.list ? root.list.width : 0
    onClicked: root.list.acted("choose", root.index, root.modelData, root)
}
