import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// A square button with a line icon; `tip` is its name for eyes and for screen readers.
Pressable {
    id: root

    property string icon
    property int size: Theme.px(32)
    property int iconSize: Theme.px(18)
    property alias active: root.lit
    property color color: root.lit ? Theme.accent : root.hovered || root.focused ? Theme.ink : Theme.soft

    implicitHeight: root.size
    implicitWidth: root.size
    opacity: root.enabled ? 1 : Theme.disabledOpacity
    plate: Pressable.Accent
    ring: true
    ringGap: 0

    IconItem {
        anchors.centerIn: parent
        color: root.color
        name: root.icon
        size: root.iconSize
    }
}
