import QtQuick
import Coterie.Models
import Coterie.Ui

/// The days of a month. The arrows move by days and weeks, Page Up and Down by months, Return goes there.
CalendarView {
    id: root

    width: root.cellWidth * 7
    height: root.cellHeight * 6
    model: root.calendar
    cellWidth: Theme.px(36)
    cellHeight: Theme.px(30)
    interactive: false
    activeFocusOnTab: true
    keyNavigationEnabled: false
    Accessible.role: Accessible.List
    Accessible.name: root.calendar.title
    Keys.onPressed: event => {
        const days = event.key === Qt.Key_Left ? (Theme.mirrored ? 1 : -1) : event.key === Qt.Key_Right ? (Theme.mirrored ? -1 : 1)
            : event.key === Qt.Key_Up ? -7 : event.key === Qt.Key_Down ? 7 : 0;
        event.accepted = true;
        if (days !== 0)
            root.calendar.stepDays(days);
        else if (event.key === Qt.Key_PageUp)
            root.calendar.stepMonths(-1);
        else if (event.key === Qt.Key_PageDown)
            root.calendar.stepMonths(1);
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter || event.key === Qt.Key_Space)
            root.picked(root.calendar.day);
        else
            event.accepted = false;
    }

    delegate: CalendarCell {}
}
