import QtQuick
import Coterie.Ui

/// One person, under the title of the group if it is the first of it.
FocusScope {
    id: root

    required property string userId
    required property string name
    required property string initials
    required property color color
    required property string status
    required property string doing
    required property bool self
    required property string groupTitle
    required property bool firstOfGroup
    readonly property bool gone: root.status === "offline"

    readonly property MemberList view: root.ListView.view as MemberList

    width: root.view ? root.view.width : 0
    height: heading.height + person.height

    CapsLabel {
        id: heading

        x: Theme.space4
        width: parent.width - 2 * x
        height: root.firstOfGroup ? Theme.px(30) : 0
        visible: root.firstOfGroup
        horizontalAlignment: Text.AlignLeft
        text: root.groupTitle
        Accessible.role: Accessible.Heading
    }
    Pressable {
        id: person

        y: heading.height
        x: Theme.space2
        width: parent.width - 2 * x
        height: Theme.px(47)
        focus: true
        enabled: !root.self
        text: root.doing !== "" ? qsTr("%1, %2").arg(root.self ? qsTr("%1 (you)").arg(root.name) : root.name).arg(root.doing) : root.name
        Accessible.role: Accessible.ListItem
        Accessible.selectable: true
        onClicked: root.view.personChosen(root.userId)

        Rectangle {
            anchors.fill: parent
            radius: Theme.radiusControl
            color: Theme.hover
            visible: person.hovered || person.focused
        }
        Avatar {
            id: face

            anchors.left: parent.left
            anchors.leftMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            initials: root.initials
            color: root.color
            status: root.status
            opacity: root.gone ? Theme.pendingOpacity : 1
        }
        Label {
            anchors.left: face.right
            anchors.leftMargin: Theme.px(10)
            anchors.right: parent.right
            y: Theme.px(5)
            height: Theme.px(19)
            horizontalAlignment: Text.AlignLeft
            text: root.self ? qsTr("%1 (you)").arg(root.name) : root.name
            color: root.gone ? Theme.faint : Theme.ink
            Accessible.ignored: true
        }
        SmallLabel {
            anchors.left: face.right
            anchors.leftMargin: Theme.px(10)
            anchors.right: parent.right
            y: Theme.px(24)
            height: Theme.px(16)
            horizontalAlignment: Text.AlignLeft
            text: root.doing
            color: Theme.faint
            Accessible.ignored: true
        }
        FocusRing {
            gap: 0
            shown: person.focused
        }
    }
}
