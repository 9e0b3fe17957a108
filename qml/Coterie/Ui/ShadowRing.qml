import QtQuick

/// One of the six rings of a Shadow; together they add up to the theme's strength.
Rectangle {
    id: root

    required property int step
    required property real rounding

    readonly property real grow: Theme.px(3 * root.step) - Theme.px(2)

    anchors.fill: parent
    anchors.bottomMargin: -root.grow - Theme.px(4)
    anchors.leftMargin: -root.grow
    anchors.rightMargin: -root.grow
    anchors.topMargin: -root.grow + Theme.px(4)
    color: Theme.tint(Theme.shadow, Theme.shadowStrength / 6)
    radius: root.rounding + root.grow
}
