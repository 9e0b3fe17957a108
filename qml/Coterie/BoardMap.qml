import QtQuick
import Coterie
import Coterie.Ui

/// All of the page, and the part of it that is seen.
BoardCard {
    id: root

    required property BoardCanvas canvas

    height: Theme.px(132)
    role: Accessible.Graphic
    title: qsTr("Overview of the page")
    width: Theme.px(196)

    BoardMinimap {
        anchors.fill: parent
        anchors.margins: Theme.px(6)
        view: root.canvas
        onMoved: root.canvas.viewMoved()
    }
}
