import QtQuick
import Coterie.Ui

/// One answer of a poll.
Pressable {
    id: root

    property string answer
    property int count: 0
    property real fraction: 0
    property bool chosen: false
    property bool multiple: false

    implicitHeight: Theme.px(26)
    checkable: true
    checked: root.chosen
    text: qsTr("%1, %n vote(s)", "", root.count).arg(root.answer)
    Accessible.role: root.multiple ? Accessible.CheckBox : Accessible.RadioButton

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(6)
        color: Theme.track
        border.width: root.chosen || root.hovered ? Theme.lineWidth : 0
        border.color: root.chosen ? Theme.accent : Theme.line
    }
    Rectangle {
        width: root.fraction * parent.width
        height: parent.height
        visible: width >= 1
        radius: Math.min(Theme.px(6), width / 2)
        color: Theme.accentSoft
        border.width: root.chosen ? Theme.lineWidth : 0
        border.color: Theme.accent

        Behavior on width {
            NumberAnimation {
                duration: Theme.pane
                easing.type: Easing.OutCubic
            }
        }
    }
    Icon {
        id: tick

        anchors.left: parent.left
        anchors.leftMargin: Theme.space2
        anchors.verticalCenter: parent.verticalCenter
        visible: root.chosen
        name: "check"
        size: Theme.px(14)
        color: Theme.accent
    }
    Text {
        x: root.chosen ? tick.x + tick.width + Theme.px(6) : Theme.px(10)
        width: parent.width - x - votes.implicitWidth - Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        text: root.answer
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
    }
    Text {
        id: votes

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        text: root.count.toString()
        textFormat: Text.PlainText
        color: Theme.ink
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
    }
    FocusRing {
        gap: 0
        shown: root.focused
    }
}
