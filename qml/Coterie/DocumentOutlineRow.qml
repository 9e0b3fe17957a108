import QtQuick
import Coterie.Ui

/// One heading; deeper ones stand further in.
ListButton {
    id: root

    required property int index
    required property var modelData ///< {level, text, position}: a value of the editor

    readonly property DocumentOutlineList list: ListView.view as DocumentOutlineList

    activeFocusOnTab: false
    current: root.list !== null && root.list.here === root.index
    height: Theme.px(30)
    inset: Theme.space2 + Theme.px(14) * (root.modelData.level - 1)
    plain: true
    strong: root.modelData.level === 1
    text: root.modelData.text.length > 0 ? root.modelData.text : qsTr("Untitled")
    width: root.list ? root.list.width - Theme.px(16) : 0
    x: Theme.space2
    onClicked: root.list.acted("open", root.index, root.modelData.position.toString(), root)
}
