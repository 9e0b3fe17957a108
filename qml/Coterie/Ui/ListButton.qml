import QtQuick

/// One row of a list: something in front, a name, something at the end. Put a custom front item in `front`.
Pressable {
    id: root

    property string icon
    property string detail
    property bool current: false
    property bool highlighted: root.current
    property bool strong: false
    property bool plain: false ///< nothing in front: the words begin at the inset
    property int badge: 0
    property bool badgeLoud: true
    property int inset: Theme.space2
    property int frontWidth: Theme.px(16)
    property color iconColor: root.strong || root.highlighted ? Theme.ink : Theme.soft
    property alias trailing: extras.data
    default property alias front: frontSlot.data

    implicitHeight: Theme.rowHeight
    implicitWidth: root.plain ? title.implicitWidth + root.inset * 2 + Theme.space1 : Theme.px(200)
    Accessible.role: Accessible.ListItem
    Accessible.selected: root.current
    Accessible.selectable: true

    Rectangle {
        anchors.fill: parent
        color: root.highlighted ? Theme.selected : Theme.hover
        opacity: root.highlighted || root.hovered || root.pressed ? 1 : 0
        radius: Theme.radiusControl
    }

    Item {
        id: frontSlot

        anchors.left: parent.left
        anchors.leftMargin: root.inset
        anchors.verticalCenter: parent.verticalCenter
        height: parent.height
        visible: !root.plain
        width: root.plain ? 0 : root.frontWidth

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: root.iconColor
            name: root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0
        }
    }

    Label {
        id: title

        anchors.left: frontSlot.right
        anchors.leftMargin: root.plain ? 0 : Theme.px(9)
        anchors.right: end.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        color: root.strong || root.highlighted ? Theme.ink : Theme.soft
        strong: root.strong || root.highlighted
        text: root.text
        Accessible.ignored: true
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: root.inset
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(6)

        Row {
            id: extras

            anchors.verticalCenter: parent.verticalCenter
        }

        SmallLabel {
            anchors.verticalCenter: parent.verticalCenter
            text: root.detail
            visible: root.detail.length > 0
            Accessible.ignored: true
        }

        Badge {
            anchors.verticalCenter: parent.verticalCenter
            count: root.badge
            loud: root.badgeLoud
        }
    }

    FocusRing {
        gap: 0
        shown: root.focused
    }
}
