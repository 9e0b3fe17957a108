import QtQuick

/// One line of text with a frame: placeholder, error in words below, optional password dots and a front icon.
FocusScope {
    id: root

    property alias text: input.text
    property alias maximumLength: input.maximumLength
    property alias cursorPosition: input.cursorPosition
    property alias inputMethodHints: input.inputMethodHints
    readonly property bool composing: input.inputMethodComposing
    property string label
    property string placeholder
    property string error
    property string icon
    property bool secret: false
    property bool framed: true
    property bool readOnly: false
    property int textSize: Theme.textBody
    property bool takesTab: false ///< Tab is `tabbed` instead of the way to the next control

    signal accepted
    signal tabbed
    signal edited

    function selectAll() {
        input.selectAll();
    }

    implicitHeight: frame.height + (message.visible ? message.implicitHeight + Theme.space1 : 0)
    implicitWidth: Theme.px(250)
    opacity: root.enabled ? 1 : Theme.disabledOpacity

    Rectangle {
        id: frame

        border.color: root.error.length > 0 ? Theme.danger : input.activeFocus ? Theme.accent : Theme.line
        border.width: !root.framed ? 0 : input.activeFocus ? Theme.focusWidth : Theme.lineWidth
        color: root.framed ? Theme.raised : "transparent"
        height: Theme.controlHeight
        radius: Theme.radiusControl
        width: parent.width

        Icon {
            id: front

            anchors.left: parent.left
            anchors.leftMargin: Theme.space3
            anchors.verticalCenter: parent.verticalCenter
            name: root.icon
            size: Theme.px(16)
            visible: root.icon.length > 0
        }

        MouseArea {
            anchors.fill: parent
            cursorShape: Qt.IBeamCursor
            onPressed: mouse => {
                input.forceActiveFocus(Qt.MouseFocusReason);
                mouse.accepted = false;
            }
        }

        TextInput {
            id: input

            activeFocusOnTab: true
            anchors.fill: parent
            anchors.leftMargin: front.visible ? Theme.px(36) : root.framed ? Theme.space3 : 0
            anchors.rightMargin: root.framed ? Theme.space3 : 0
            clip: true
            color: Theme.ink
            echoMode: root.secret ? TextInput.Password : TextInput.Normal
            focus: true
            font.family: Theme.family
            font.pixelSize: root.textSize
            maximumLength: 4000
            readOnly: root.readOnly
            selectByMouse: true
            selectedTextColor: Theme.accentInk
            selectionColor: Theme.accent
            verticalAlignment: TextInput.AlignVCenter
            Accessible.description: root.error
            Accessible.editable: !root.readOnly
            Accessible.focusable: true
            Accessible.name: root.label.length > 0 ? root.label : root.placeholder
            Accessible.passwordEdit: root.secret
            Accessible.role: Accessible.EditableText
            Keys.onTabPressed: event => {
                event.accepted = root.takesTab;
                if (root.takesTab)
                    root.tabbed();
            }
            onAccepted: root.accepted()
            onTextEdited: root.edited()
        }

        PlainText {
            anchors.fill: input
            color: Theme.faint
            font.pixelSize: root.textSize
            text: root.placeholder
            visible: input.text.length === 0 && !input.inputMethodComposing
        }
    }

    SmallLabel {
        id: message

        anchors.top: frame.bottom
        anchors.topMargin: Theme.space1
        color: Theme.danger
        text: root.error
        visible: root.error.length > 0
        width: parent.width
        wrapMode: Text.Wrap
        Accessible.role: Accessible.AlertMessage
    }
}
