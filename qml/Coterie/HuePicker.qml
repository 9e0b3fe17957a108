import QtQuick
import Coterie.Ui

/// The eight hues of people.
HueRow {
    id: root

    Repeater {
        model: Theme.people
        delegate: HueSwatch {}
    }
}
