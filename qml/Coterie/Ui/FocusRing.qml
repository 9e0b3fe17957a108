import QtQuick

/// The visible focus of a control: a ring outside its edge, shown while `shown`.
Rectangle {
    id: root

    property bool shown: false
    property int gap: Theme.px(2)

    anchors.fill: parent
    anchors.margins: -root.gap
    border.color: Theme.accent
    border.width: Theme.focusWidth
    color: "transparent"
    radius: Theme.radiusControl + root.gap
    visible: root.shown
    z: 10
}
