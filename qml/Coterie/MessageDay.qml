import QtQuick
import Coterie.Ui

/// A new day begins. A click leads to other days.
MessageDivider {
    id: root

    readonly property MessageData row: (root.parent as MessagePart).row

    title: root.row.dayTitle

    MouseArea {
        anchors.centerIn: parent
        width: root.wordsWidth + Theme.space4
        height: parent.height
        cursorShape: Qt.PointingHandCursor
        onClicked: root.row.view.datesRequested(root)
    }
}
