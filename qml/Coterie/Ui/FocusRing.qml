import QtQuick
import Coterie.Ui // for InputModality: what is written in C++ comes with the module, not with the folder

/// The visible focus of a control: a ring outside its edge, shown while `shown` and the keyboard is in use.
Rectangle {
    id: root

    property bool shown: false
    property bool always: false ///< even when the person is using the mouse
    property int gap: Theme.px(2)

    anchors.fill: parent
    anchors.margins: -root.gap
    border.color: Theme.accent
    border.width: Theme.focusWidth
    color: "transparent"
    radius: Theme.radiusControl + root.gap
    visible: root.shown && (root.always || InputModality.keyboard)
    z: 10
}
