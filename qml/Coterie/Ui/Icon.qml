import QtQuick

/// One line icon of the set in resources/icons, drawn in the given colour at the screen's own resolution.
Image {
    id: root

    property string name
    property color color: Theme.soft
    property int size: Theme.iconSize

    readonly property int pixels: Math.ceil(root.size * Theme.pixelRatio)

    source: root.name.length > 0 ? "image://icon/" + root.name + "?color=" + root.color.toString().slice(1) : ""
    sourceSize.height: root.pixels
    sourceSize.width: root.pixels
    width: root.size
    height: root.size
    Accessible.ignored: true
}
