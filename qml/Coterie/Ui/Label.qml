import QtQuick

/// Words as they are: plain text, so a stranger's name or topic can neither load a picture nor change the layout.
Text {
    id: root

    property bool strong: false

    color: Theme.ink
    elide: Text.ElideRight
    font.family: Theme.family
    font.pixelSize: Theme.textBody
    font.weight: root.strong ? Theme.weightStrong : Font.Normal
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    Accessible.ignored: !root.visible || root.text.length === 0
    Accessible.name: root.text
    Accessible.role: Accessible.StaticText
}
