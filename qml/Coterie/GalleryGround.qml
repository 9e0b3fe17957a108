import QtQuick
import Coterie.Ui

/// One surface with the words that may lie on it.
Rectangle {
    id: root

    required property color modelData

    border.color: Theme.line
    border.width: Theme.lineWidth
    color: root.modelData
    height: Theme.px(34)
    radius: Theme.radiusControl
    width: parent ? parent.width : 0

    Row {
        anchors.centerIn: parent
        spacing: Theme.space3

        Label {
            text: qsTr("ink")
        }

        Label {
            color: Theme.soft
            text: qsTr("soft")
        }

        Label {
            color: Theme.faint
            text: qsTr("faint")
        }

        Label {
            color: Theme.accent
            text: qsTr("accent")
        }

        Label {
            color: Theme.danger
            text: qsTr("danger")
        }
    }
}
