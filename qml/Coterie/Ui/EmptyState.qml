import QtQuick

/// Nothing here yet, said kindly: a sign, a line, a hint and at most one thing to do.
Column {
    id: root

    property string icon
    property string title
    property string detail
    property string action

    signal triggered

    spacing: Theme.space2
    width: Math.min(Theme.px(360), parent ? parent.width - Theme.space5 * 2 : Theme.px(360))

    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        color: Theme.accentSoft
        height: Theme.px(56)
        radius: Theme.radiusDialog
        visible: root.icon.length > 0
        width: height

        Icon {
            anchors.centerIn: parent
            color: Theme.accent
            name: root.icon
            size: Theme.px(26)
        }
    }

    Item {
        height: Theme.space1
        width: 1
    }

    HeadingLabel {
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        width: parent.width
        wrapMode: Text.Wrap
    }

    Label {
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
        lineHeight: 1.25
        text: root.detail
        visible: root.detail.length > 0
        width: parent.width
        wrapMode: Text.Wrap
    }

    Item {
        height: Theme.space1
        visible: root.action.length > 0
        width: 1
    }

    Button {
        anchors.horizontalCenter: parent.horizontalCenter
        text: root.action
        visible: root.action.length > 0
        onClicked: root.triggered()
    }
}
