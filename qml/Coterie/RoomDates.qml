import QtQuick
import Coterie.Models
import Coterie.Ui

/// Leads to any day of the room: typed, or picked in a calendar.
Popup {
    id: root

    signal picked(string day)

    function openFor(day: string, near: Item): void {
        field.text = "";
        field.error = "";
        calendar.day = day;
        root.placeBelow(near, false);
        root.open();
        root.placeBelow(near, false);
        field.forceActiveFocus(Qt.PopupFocusReason);
    }

    function pick(day: string): void {
        root.close();
        root.picked(day);
    }

    function accept(): void {
        if (field.text.trim() === "" || calendar.read(field.text))
            root.pick(calendar.day);
        else
            field.error = qsTr("Write it like this: %1").arg(calendar.example);
    }

    title: qsTr("Jump to a day")
    padding: Theme.space3
    role: Accessible.Dialog

    Column {
        spacing: Theme.space2

        CalendarModel {
            id: calendar
        }
        Field {
            id: field

            width: grid.width
            icon: "calendar"
            label: root.title
            placeholder: calendar.example
            onEdited: {
                field.error = "";
                calendar.read(field.text);
            }
            onAccepted: root.accept()
            Keys.onDownPressed: grid.forceActiveFocus(Qt.TabFocusReason)
        }
        Item {
            width: grid.width
            height: back.height

            IconButton {
                id: back

                size: Theme.px(28)
                icon: Theme.mirrored ? "chevron-right" : "chevron-left"
                tip: qsTr("The month before")
                onClicked: calendar.stepMonths(-1)
            }
            Label {
                anchors.centerIn: parent
                strong: true
                text: calendar.title
            }
            IconButton {
                anchors.right: parent.right
                size: Theme.px(28)
                icon: Theme.mirrored ? "chevron-left" : "chevron-right"
                enabled: calendar.hasNextMonth
                tip: qsTr("The month after")
                onClicked: calendar.stepMonths(1)
            }
        }
        Row {
            Repeater {
                model: calendar.weekdays

                CalendarWeekday {}
            }
        }
        CalendarGrid {
            id: grid

            calendar: calendar
            onPicked: day => root.pick(day)
        }
    }
}
