import QtQuick
import Coterie.Ui

/// What one says at one's own pointer: it grows while it is typed and wraps; Enter keeps it for a while, Esc ends it.
Item {
    id: root

    required property color hue
    property point at ///< the pointer, in coordinates of the parent
    property int mostUnits: 200
    readonly property bool open: root.writing || stay.running
    property bool writing: false

    signal said(string words) ///< with every change; empty: it is over
    signal crossed(point at) ///< the mouse, over the words: what lies below does not hear of it
    signal departed ///< the keyboard goes back to where it was

    function begin(): void {
        stay.stop();
        edit.clear();
        root.writing = true;
        edit.forceActiveFocus(Qt.OtherFocusReason);
    }

    function keep(): void {
        if (!root.writing)
            return;
        root.writing = false;
        if (edit.length > 0)
            stay.start();
        root.departed();
    }

    function end(): void {
        const wasWriting = root.writing;
        stay.stop();
        root.writing = false;
        root.said("");
        if (wasWriting)
            root.departed();
    }

    function tidy(): void {
        const line = edit.text.replace(/\s*\n\s*/g, " ");
        if (line !== edit.text)
            edit.text = line;
        if (edit.length > root.mostUnits)
            edit.remove(root.mostUnits, edit.length);
    }

    height: bubble.height
    opacity: root.open ? 1 : 0
    visible: root.opacity > 0
    width: bubble.width
    x: root.at.x + Theme.px(13)
    y: root.at.y + Theme.px(14)

    Behavior on opacity {
        enabled: Theme.animate && !root.open

        NumberAnimation {
            duration: Theme.pane
        }
    }

    Timer {
        id: stay

        interval: Theme.cursorChatLasts
        onTriggered: root.said("")
    }

    Rectangle {
        id: bubble

        border.color: Theme.tileInk
        border.width: Theme.lineWidth
        color: Theme.person(root.hue)
        height: edit.height + Theme.px(10)
        radius: Math.min(Theme.px(10), height / 2)
        width: edit.width + Theme.px(20)
    }

    PlainText {
        anchors.fill: edit
        color: Theme.tileInk
        font.pixelSize: Theme.textCaption
        opacity: Theme.cursorHintOpacity
        text: hint.text
        visible: edit.length === 0 && !edit.inputMethodComposing
    }

    TextMetrics {
        id: hint

        font.family: Theme.family
        font.pixelSize: Theme.textCaption
        text: qsTr("Say something")
    }

    TextEdit {
        id: edit

        color: Theme.tileInk
        enabled: root.writing
        font.family: Theme.family
        font.pixelSize: Theme.textCaption
        selectByMouse: true
        selectedTextColor: Theme.person(root.hue)
        selectionColor: Theme.tileInk
        textFormat: TextEdit.PlainText
        width: Math.min(Theme.px(240), Math.ceil(Math.max(edit.implicitWidth, edit.length === 0 ? hint.advanceWidth : 0)) + 1)
        wrapMode: TextEdit.Wrap
        x: Theme.px(10)
        y: Theme.px(5)
        Accessible.editable: true
        Accessible.name: qsTr("Say something at your pointer")
        Accessible.role: Accessible.EditableText
        Keys.onEnterPressed: root.keep()
        Keys.onEscapePressed: root.end()
        Keys.onReturnPressed: root.keep()
        onActiveFocusChanged: {
            if (!edit.activeFocus && root.Window.active) // another window keeps it open
                root.keep();
        }
        onTextChanged: {
            root.tidy();
            if (root.writing)
                root.said(edit.text);
        }

        HoverHandler {
            id: hover

            onPointChanged: {
                if (hover.hovered)
                    root.crossed(edit.mapToItem(root.parent, hover.point.position.x, hover.point.position.y));
            }
        }
    }
}
