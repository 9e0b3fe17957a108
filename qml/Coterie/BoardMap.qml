import QtQuick
import Coterie
import Coterie.Ui

/// All of the page, the part of it that is seen, where others point; a press brings the view there.
BoardCard {
    id: root

    required property BoardCanvas canvas

    signal viewMoved ///< by this person's hand

    height: Theme.px(132)
    role: Accessible.Graphic
    title: qsTr("Overview of the page")
    width: Theme.px(196)

    BoardMinimap {
        anchors.fill: parent
        anchors.margins: Theme.px(6)
        presence: root.canvas.presence
        view: root.canvas
        onViewMoved: root.viewMoved()
    }
}
