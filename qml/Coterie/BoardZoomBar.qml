import QtQuick
import Coterie
import Coterie.Ui

/// How large the board is shown, and where one is on it.
BoardCard {
    id: root

    required property BoardCanvas canvas
    required property bool mapShown

    signal menuRequested(Item at)
    signal mapToggled

    implicitHeight: Theme.px(36)
    implicitWidth: row.width + Theme.px(8)
    title: qsTr("Zoom")

    Row {
        id: row

        anchors.centerIn: parent

        IconButton {
            active: root.mapShown
            checkable: true
            checked: root.mapShown
            icon: "map"
            size: Theme.px(28)
            text: qsTr("Overview")
            tip: root.mapShown ? qsTr("Hide the overview") : qsTr("Show the overview")
            onClicked: root.mapToggled()
        }
        IconButton {
            icon: "minus"
            iconSize: Theme.px(16)
            shortcutHint: qsTr("−")
            size: Theme.px(28)
            tip: qsTr("Zoom out")
            onClicked: root.canvas.zoomOut()
        }
        Pressable {
            id: percent

            height: Theme.px(28)
            plate: Pressable.Hover
            ring: true
            ringGap: 0
            role: Accessible.ButtonMenu
            text: qsTr("Zoom: %1 %").arg(percent.value)
            tip: qsTr("Zoom")
            width: Theme.px(50)
            onClicked: root.menuRequested(percent)

            readonly property int value: Math.round(root.canvas.zoom * 100)

            PlainText {
                anchors.centerIn: parent
                color: Theme.ink
                font.pixelSize: Theme.textCaption
                text: qsTr("%1 %").arg(percent.value)
            }
        }
        IconButton {
            icon: "plus"
            iconSize: Theme.px(16)
            shortcutHint: qsTr("+")
            size: Theme.px(28)
            tip: qsTr("Zoom in")
            onClicked: root.canvas.zoomIn()
        }
    }
}
