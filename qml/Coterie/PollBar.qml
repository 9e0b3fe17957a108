import QtQuick
import Coterie
import Coterie.Ui

/// One answer of a poll.
Pressable {
    id: root

    required property int index
    readonly property MessageItem row: root.parent ? (root.parent as PollColumn).row : null
    readonly property var poll: root.row ? root.row.poll : null ///< a PollView value
    readonly property var option: root.poll ? root.poll.options[root.index] ?? null : null ///< a PollOption value
    readonly property string answer: root.option ? root.option.text : ""
    readonly property int count: root.option ? root.option.count : 0
    readonly property real fraction: root.option ? root.option.fraction : 0
    property real shown: root.fraction ///< follows the votes, not the size of the window
    readonly property bool chosen: root.option ? root.option.chosen : false

    width: root.parent ? root.parent.width : 0
    implicitHeight: Theme.px(26)
    checkable: true
    ring: true
    ringGap: 0
    checked: root.chosen
    enabled: root.poll !== null && !root.poll.closed
    activeFocusOnTab: root.row !== null && root.row.current
    text: root.count === 1 ? qsTr("%1, 1 vote").arg(root.answer) : qsTr("%1, %n votes", "", root.count).arg(root.answer)
    role: root.poll !== null && root.poll.multiple ? Accessible.CheckBox : Accessible.RadioButton
    onClicked: root.row.timeline.messages.vote(root.row.key, root.index)

    Behavior on shown {
        NumberAnimation {
            duration: Theme.pane
            easing.type: Easing.OutCubic
        }
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(6)
        color: Theme.track
        border.width: root.chosen || root.hovered ? Theme.lineWidth : 0
        border.color: root.chosen ? Theme.accent : Theme.line
    }
    Rectangle {
        anchors.left: parent.left
        width: root.shown * parent.width
        height: parent.height
        visible: width >= 1
        radius: Math.min(Theme.px(6), width / 2)
        color: Theme.accentSoft
        border.width: root.chosen ? Theme.lineWidth : 0
        border.color: Theme.accent
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
        anchors.left: root.chosen ? tick.right : parent.left
        anchors.leftMargin: root.chosen ? Theme.px(6) : Theme.px(10)
        anchors.right: votes.left
        anchors.rightMargin: Theme.px(10)
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
}
