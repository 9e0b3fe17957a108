import QtQuick
import Coterie.Ui

/// One hue of a HuePicker; its parent is a HueRow.
Swatch {
    id: root

    required property int index
    required property string modelData

    readonly property HueRow row: root.parent as HueRow
    readonly property list<string> names: [qsTr("Violet"), qsTr("Orange"), qsTr("Blue"), qsTr("Green"), qsTr("Pink"), qsTr("Teal"), qsTr("Ochre"), qsTr("Slate")]

    color: root.modelData
    current: root.row !== null && root.row.current.toUpperCase() === root.modelData
    text: root.names[root.index]
    tip: root.text
    onClicked: root.row.chosen(root.modelData)
}
