import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// One command of a Menu; closes the menu, then reports `triggered`.
Pressable {
    id: root

    property string icon
    property bool danger: false
    property Popup menu
    property alias leading: leadingSlot.data

    readonly property color words: root.danger ? Theme.danger : Theme.ink

    signal triggered

    activeFocusOnTab: root.enabled
    implicitHeight: visible ? Theme.px(32) : 0
    implicitWidth: content.width + end.width + Theme.px(44)
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    width: parent ? parent.width : implicitWidth
    role: root.checkable ? Accessible.RadioButton : Accessible.MenuItem
    onClicked: {
        if (root.menu)
            root.menu.close();
        root.triggered();
    }
    onHoveredChanged: {
        if (root.hovered)
            root.forceActiveFocus(Qt.MouseFocusReason);
    }

    Rectangle {
        anchors.fill: parent
        border.color: Theme.accent
        border.width: Theme.highContrast && root.activeFocus ? Theme.focusWidth : 0
        color: root.danger ? Theme.dangerSoft : Theme.selected
        opacity: root.activeFocus ? 1 : 0
        radius: Theme.px(6)
    }

    Row {
        id: content

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(10)

        Item {
            id: leadingSlot

            anchors.verticalCenter: parent.verticalCenter
            height: childrenRect.height
            visible: children.length > 0
            width: childrenRect.width
        }

        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            color: root.danger ? Theme.danger : Theme.soft
            name: root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0
        }

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Theme.textBody
            color: root.words
            text: root.text
        }
    }

    Row {
        id: end

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Theme.textSmall
            color: Theme.soft
            text: root.shortcutHint
        }

        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.accent
            name: "check"
            size: Theme.px(16)
            visible: root.checkable && root.checked
        }
    }
}
