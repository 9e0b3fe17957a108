import QtQuick
import Coterie.Ui

/// Copies the block of code under the pointer. There is one for the whole list.
IconButton {
    id: root

    property string code
    property rect frame ///< of the block, in the coordinates of the view

    signal copyRequested(string text)

    x: Theme.mirrored ? root.frame.x + Theme.space1 : root.frame.x + root.frame.width - root.width - Theme.space1
    y: Math.max(root.frame.y, 0) + Theme.space1 // of a long one that begins above the view, at the view's edge
    visible: root.code !== ""
    icon: "copy"
    size: Theme.px(26)
    iconSize: Theme.px(15)
    activeFocusOnTab: false
    tip: qsTr("Copy code")
    onClicked: root.copyRequested(root.code)
}
