import QtQuick
import Coterie.Ui

/// An answer to a comment.
DocumentRemark {
    id: root

    required property int index
    required property var modelData ///< {author, initials, color, time, text, own}
    property bool readOnly: false

    signal removed

    author: root.modelData.author
    color: root.modelData.color
    initials: root.modelData.initials
    text: root.modelData.text
    time: root.modelData.time

    IconButton {
        enabled: !root.readOnly
        icon: "trash"
        iconSize: Theme.px(15)
        size: Theme.px(24)
        tip: qsTr("Delete")
        visible: root.modelData.own
        onClicked: root.removed()
    }
}
