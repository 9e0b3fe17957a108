import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// What lies under the content of a Pressable, made when it is first to be seen. Only the accented one fades.
Rectangle {
    id: root

    required property Pressable control
    property bool begun: root.control.lit ///< what is lit from the start does not fade in

    readonly property bool shown: root.control.lit || root.control.hovered || root.control.pressed

    anchors.fill: parent
    color: !root.control.lit || root.control.plate === Pressable.Hover ? Theme.hover : root.control.plate === Pressable.Accent ? Theme.accentSoft : Theme.selected
    opacity: root.shown && root.begun ? 1 : 0
    radius: Theme.radiusControl
    z: -1
    Component.onCompleted: root.begun = true

    Behavior on opacity {
        enabled: root.control.plate === Pressable.Accent

        NumberAnimation {
            duration: Theme.quick
            easing.type: Easing.OutCubic
        }
    }
}
