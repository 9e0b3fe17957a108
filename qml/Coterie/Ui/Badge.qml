import QtQuick

/// A count in a circle; hidden at zero. Loud for what is meant for this person, quiet for the rest.
Rectangle {
    id: root

    property int count: 0
    property bool loud: true

    color: root.loud ? Theme.accent : Theme.line
    height: Theme.px(19)
    radius: height / 2
    visible: root.count > 0
    width: Math.max(height, number.implicitWidth + Theme.px(11))

    PlainText {
        id: number

        anchors.centerIn: parent
        color: root.loud ? Theme.accentInk : Theme.ink
        font.pixelSize: Theme.textCaps
        font.bold: true
        text: root.count > 99 ? qsTr("99+") : root.count.toString()
    }
}
