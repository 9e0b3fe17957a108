import QtQuick
import Coterie.Ui

/// One day of the calendar.
Item {
    id: root

    required property int number
    required property string day
    required property string name
    required property bool inMonth
    required property bool today
    required property bool chosen
    required property bool future
    readonly property CalendarView view: root.GridView.view as CalendarView

    width: root.view ? root.view.cellWidth : 0
    height: root.view ? root.view.cellHeight : 0
    enabled: !root.future
    Accessible.role: Accessible.Button
    Accessible.name: root.name
    Accessible.selected: root.chosen
    Accessible.onPressAction: root.view.picked(root.day)

    Rectangle {
        anchors.fill: parent
        anchors.margins: Theme.px(1)
        radius: Theme.radiusControl
        color: root.chosen ? Theme.selected : area.containsMouse ? Theme.hover : "transparent"
        border.color: Theme.accent
        border.width: root.chosen && root.view && root.view.activeFocus ? Theme.focusWidth : root.today ? Theme.lineWidth : 0
    }
    Text {
        anchors.centerIn: parent
        text: root.number
        textFormat: Text.PlainText
        color: root.inMonth ? Theme.ink : Theme.faint
        opacity: root.future ? Theme.disabledOpacity : 1
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
        font.weight: root.today || root.chosen ? Theme.weightStrong : Font.Normal
    }
    MouseArea {
        id: area

        anchors.fill: parent
        hoverEnabled: true
        onClicked: root.view.picked(root.day)
    }
}
