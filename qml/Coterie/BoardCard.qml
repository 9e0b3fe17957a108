import QtQuick
import Coterie.Ui

/// A raised plate over the board; what is pressed on it does not reach the board.
Item {
    id: root

    property string title
    property int role: Accessible.ToolBar
    default property alias content: holder.data

    Accessible.name: root.title
    Accessible.role: root.role

    Shadow {
        anchors.fill: parent
    }

    Card {
        anchors.fill: parent
    }

    MouseArea {
        acceptedButtons: Qt.AllButtons
        anchors.fill: parent
        hoverEnabled: true
        onWheel: wheel => wheel.accepted = true
    }

    Item {
        id: holder

        anchors.fill: parent
    }
}
