import QtQuick

/// One command of a Menu; closes the menu, then reports `triggered`.
Pressable {
    id: root

    property string icon
    property bool danger: false
    property Popup menu

    readonly property color words: root.danger ? Theme.danger : Theme.ink

    signal triggered

    implicitHeight: visible ? Theme.px(32) : 0
    implicitWidth: content.width + hint.implicitWidth + Theme.px(44)
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    width: parent ? parent.width : implicitWidth
    Accessible.role: Accessible.MenuItem
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

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: root.danger ? Theme.danger : Theme.soft
            name: root.checked ? "check" : root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0 || root.checkable
        }

        Label {
            anchors.verticalCenter: parent.verticalCenter
            color: root.words
            text: root.text
            Accessible.ignored: true
        }
    }

    SmallLabel {
        id: hint

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.faint
        text: root.shortcutHint
        Accessible.ignored: true
    }
}
