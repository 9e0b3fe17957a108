import QtQuick

/// The scroll bar of a Flickable, as its sibling: `ScrollBar { flickable: list }`. It shows while moving or under the pointer.
/// A list that holds only a part of what it shows binds `position` and `ratio` to the whole and moves itself on `dragged`.
Item {
    id: root

    required property Flickable flickable
    property real position: root.flickable.visibleArea.yPosition ///< what lies above, as a share of all
    property real ratio: root.flickable.visibleArea.heightRatio ///< what is seen, as a share of all
    property bool partial: false ///< the Flickable does not hold all: `dragged` is for who uses it
    property string label ///< stands beside the handle while it is held

    readonly property bool needed: root.ratio >= 0 && root.ratio < 1

    signal dragged(share: real) ///< 0 is the very beginning, 1 the very end

    anchors.bottom: root.flickable.bottom
    anchors.right: root.flickable.right
    anchors.top: root.flickable.top
    visible: root.needed
    width: Theme.px(12)
    z: 5
    Accessible.name: qsTr("Scroll bar")
    Accessible.role: Accessible.ScrollBar

    // Most lists are short: the handle is made when there is something to scroll.
    Loader {
        active: root.needed
        anchors.fill: parent
        Component.onCompleted: setSource("ScrollHandle.qml", {
            bar: root
        })
    }
}
