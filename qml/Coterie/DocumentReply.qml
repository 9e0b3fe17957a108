import QtQuick
import Coterie.Ui

/// An answer to a comment.
DocumentRemark {
    id: root

    required property int index
    required property var modelData ///< {author, initials, color, time, text, own}

    readonly property DocumentReplyColumn list: root.parent as DocumentReplyColumn

    author: root.modelData.author
    color: root.modelData.color
    initials: root.modelData.initials
    text: root.modelData.text
    time: root.modelData.time
    width: root.list ? root.list.width : 0

    IconButton {
        enabled: root.list !== null && !root.list.readOnly
        icon: "trash"
        iconSize: Theme.px(15)
        size: Theme.px(24)
        tip: qsTr("Delete")
        visible: root.modelData.own
        onClicked: root.list.removed(root.index)
    }
}
