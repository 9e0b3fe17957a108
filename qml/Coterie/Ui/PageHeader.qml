import QtQuick

/// The line on top of every page: its name, a few words about it, and room for controls at the end.
Item {
    id: root

    property string title
    property string detail
    default property alias controls: slot.data

    implicitHeight: Theme.headerHeight

    HeadingLabel {
        id: heading

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        text: root.title
    }

    Label {
        anchors.left: heading.right
        anchors.leftMargin: Theme.space3
        anchors.right: slot.left
        anchors.rightMargin: Theme.space3
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.soft
        font.pixelSize: Theme.textCaption
        text: root.detail
    }

    Row {
        id: slot

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.space3
    }

    Divider {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
