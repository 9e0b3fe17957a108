import QtQuick

/// What the hues of a HuePicker ask and tell.
Row {
    id: root

    property string current

    signal chosen(string hue)

    Accessible.name: qsTr("Your colour")
    Accessible.role: Accessible.Grouping
}
