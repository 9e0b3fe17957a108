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
    readonly property string title: root.self ? qsTr("%1 (you)").arg(root.name) : root.name

    readonly property MemberList view: root.ListView.view as MemberList

    width: root.view ? root.view.width : 0
    height: person.y + person.height

    Loader {
        id: heading

        x: Theme.space4
        width: parent.width - 2 * x
        height: Theme.px(30)
        active: root.firstOfGroup
        source: "MemberHeading.qml"
        onLoaded: (heading.item as MemberHeading).text = Qt.binding(() => root.groupTitle)
    }
    Pressable {
        id: person

        y: root.firstOfGroup ? Theme.px(30) : 0
        x: Theme.space2
        width: parent.width - 2 * x
        height: Theme.px(47)
        focus: true
        enabled: !root.self
        text: root.doing !== "" ? qsTr("%1, %2").arg(root.title).arg(root.doing) : root.name
        lit: person.focused
        plate: Pressable.Hover
        ring: true
        ringGap: 0
        role: Accessible.ListItem
        selectable: true
        onClicked: root.view.personChosen(root.userId)

        Avatar {
            id: face

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.space2
            initials: root.initials
            color: root.color
            status: root.status
            presence: root.gone ? Theme.pendingOpacity : 1
        }
        PlainText {
            id: title

            x: face.x + face.width + Theme.px(10)
            y: Theme.px(5)
            width: parent.width - x
            height: Theme.px(19)
            horizontalAlignment: Text.AlignLeft
            text: root.title
            color: root.gone ? Theme.faint : Theme.ink
            font.pixelSize: Theme.textBody
        }
        PlainText {
            x: title.x
            y: Theme.px(24)
            width: title.width
            height: Theme.px(16)
            horizontalAlignment: Text.AlignLeft
            text: root.doing
            color: Theme.faint
            font.pixelSize: Theme.textSmall
        }
    }
}
