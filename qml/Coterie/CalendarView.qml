import QtQuick
import Coterie.Models

/// What a day of the calendar can ask of the grid it stands in.
GridView {
    required property CalendarModel calendar

    signal picked(string day)
}
