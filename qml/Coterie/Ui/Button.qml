import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// A button with words. `kind` says how loud it is.
Pressable {
    id: root

    enum Kind { Secondary, Primary, Quiet, Danger }

    property int kind: Button.Secondary
    property string icon
    property bool busy: false
    property bool small: false

    readonly property bool filled: root.kind === Button.Primary || root.kind === Button.Danger
    readonly property color ground: {
        if (root.kind === Button.Primary)
            return root.hovered || root.pressed ? Theme.accentHover : Theme.accent;
        if (root.kind === Button.Danger)
            return Theme.danger;
        if (root.kind === Button.Quiet)
            return root.hovered || root.pressed ? Theme.hover : "transparent";
        return root.hovered || root.pressed ? Theme.hover : Theme.raised;
    }
    readonly property color words: {
        if (root.kind === Button.Primary)
            return Theme.accentInk;
        if (root.kind === Button.Danger)
            return Theme.dangerInk;
        return root.kind === Button.Quiet ? Theme.accent : Theme.ink;
    }

    implicitHeight: root.small ? Theme.controlHeightSmall : Theme.controlHeight
    implicitWidth: content.width + (root.small ? Theme.space3 : Theme.space4) * 2
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    ring: true

    Rectangle {
        anchors.fill: parent
        border.color: Theme.line
        border.width: root.kind === Button.Secondary ? Theme.lineWidth : 0
        color: root.ground
        radius: Theme.radiusControl
        scale: root.pressed ? 0.98 : 1

        Behavior on color {
            ColorAnimation {
                duration: Theme.quick
            }
        }
    }

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(6)

        IconItem {
            anchors.verticalCenter: parent.verticalCenter
            color: root.words
            name: root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0 && !root.busy
        }

        Spinner {
            anchors.verticalCenter: parent.verticalCenter
            color: root.words
            running: root.busy
            size: Theme.px(14)
            visible: root.busy
        }

        PlainText {
            anchors.verticalCenter: parent.verticalCenter
            color: root.words
            font.pixelSize: root.small ? Theme.textCaption : Theme.textBody
            font.bold: true
            text: root.text
        }
    }
}
