import QtQuick
import Coterie.Ui

/// Above a property of the style; says so when the selection has several values of it.
Item {
    id: root

    required property string text
    property bool mixed: false

    implicitHeight: Theme.px(24)

    SmallLabel {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(4)
        color: Theme.soft
        text: root.text
    }

    SmallLabel {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(4)
        anchors.right: parent.right
        color: Theme.faint
        text: qsTr("Mixed")
        visible: root.mixed
    }
}
