import QtQuick
import QtQuick.Window
import Coterie.Ui

/// What a board can begin with, side by side; arrow keys choose.
ActionList {
    id: root

    readonly property int cell: Math.floor((root.width - 4 * root.spacing) / 5)
    readonly property int pictureHeight: Math.round(root.cell * 0.72)
    /// Of a picture, of the device.
    readonly property size pixels: Qt.size(Math.round((root.cell - Theme.px(4)) * Screen.devicePixelRatio), Math.round((root.pictureHeight - Theme.px(4)) * Screen.devicePixelRatio))

    currentIndex: 0
    height: root.pictureHeight + Theme.px(46)
    label: qsTr("Begin with")
    orientation: ListView.Horizontal
    spacing: Theme.space2
    delegate: BoardTemplate {}
}
