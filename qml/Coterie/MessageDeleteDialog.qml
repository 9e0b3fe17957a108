import QtQuick
import Coterie.Ui

/// Asks before a message that others have seen goes.
Dialog {
    id: root

    property string key
    property string summary

    title: qsTr("Delete this message?")
    acceptText: qsTr("Delete")
    danger: true
    Keys.onReturnPressed: root.accept()

    Label {
        width: parent.width
        text: root.summary
        color: Theme.soft
        wrapMode: Text.Wrap
        maximumLineCount: 4
    }
}
