import QtQuick
import Coterie.Ui

/// One colour of the board to choose.
Pressable {
    id: root

    required property string modelData
    required property int index

    readonly property var row: root.parent ///< a BoardColourRow, whose type knows this one
    readonly property bool current: root.row !== null && root.row.value === root.modelData
    readonly property bool none: root.modelData === "none"
    readonly property color colour: {
        if (root.none || !root.row)
            return "transparent";
        root.row.colours.ground; // a reason to ask again: it goes with the theme
        return root.row.colours.colour(root.modelData, root.row.use);
    }

    checkable: true
    checked: root.current
    implicitHeight: Theme.px(24)
    implicitWidth: Theme.px(24)
    ring: true
    ringGap: 0
    ringRadius: 6
    role: Accessible.RadioButton
    tip: root.row ? root.row.colours.title(root.modelData) : ""
    onClicked: root.row.chosen(root.modelData)

    Rectangle {
        anchors.fill: parent
        border.color: root.current ? Theme.accent : Theme.soft
        border.width: root.current ? Theme.focusWidth : root.hovered ? Theme.lineWidth : 0
        color: "transparent"
        radius: Theme.px(6)
    }

    Rectangle {
        anchors.centerIn: parent
        border.color: Theme.tint(Theme.ink, Theme.highContrast ? 1 : 0.18)
        border.width: Theme.lineWidth
        color: root.colour
        height: Theme.px(16)
        radius: Theme.px(4)
        width: height

        IconItem {
            anchors.centerIn: parent
            color: Theme.soft
            name: root.none ? "close" : ""
            size: Theme.px(12)
        }
    }
}
