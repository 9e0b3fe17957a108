import QtQuick

/// One setting: what it is, what it means, and its control at the end of the line; under it where there is little room.
Item {
    id: root

    property string title
    property string detail
    default property alias control: slot.data

    readonly property bool stacked: slot.childrenRect.width > root.width * 0.6

    implicitHeight: root.stacked ? words.height + slot.height + Theme.px(42) : Math.max(words.height, slot.height) + Theme.px(31)
    width: parent ? parent.width : implicitWidth

    Column {
        id: words

        anchors.left: parent.left
        anchors.right: root.stacked ? parent.right : slot.left
        anchors.rightMargin: root.stacked ? 0 : Theme.space4
        spacing: Theme.px(3)
        y: root.stacked ? Theme.px(15) : Math.round((parent.height - height) / 2)

        Label {
            strong: true
            text: root.title
            width: parent.width
            wrapMode: Text.Wrap
        }

        Label {
            color: Theme.soft
            font.pixelSize: Theme.textCaption
            text: root.detail
            visible: root.detail.length > 0
            width: parent.width
            wrapMode: Text.Wrap
        }
    }

    Item {
        id: slot

        height: childrenRect.height
        width: childrenRect.width
        x: root.stacked ? 0 : root.width - width
        y: root.stacked ? words.y + words.height + Theme.px(10) : Math.round((parent.height - height) / 2)
    }

    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
