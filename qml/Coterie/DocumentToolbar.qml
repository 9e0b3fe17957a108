import QtQuick
import Coterie
import Coterie.Ui

/// The formats, on a bar over the foot of the text; those that fit.
Item {
    id: root

    required property DocumentEditor editor
    required property real room ///< how wide it may be

    readonly property bool wide: root.room > Theme.px(620)

    signal linkRequested
    signal commentRequested

    implicitHeight: Theme.px(42)
    implicitWidth: tools.width + Theme.px(12)
    Accessible.name: qsTr("Formats")
    Accessible.role: Accessible.ToolBar

    Shadow {
        anchors.fill: parent
        visible: !Theme.highContrast
    }

    Card {
        anchors.fill: parent
    }

    MouseArea {
        anchors.fill: parent
    }

    Row {
        id: tools

        anchors.centerIn: parent

        DocumentTool {
            checkable: false
            enabled: root.editor.undoAvailable
            icon: "undo"
            shortcutHint: qsTr("Ctrl+Z")
            tip: qsTr("Undo")
            onClicked: root.editor.undo()
        }
        DocumentTool {
            checkable: false
            enabled: root.editor.redoAvailable
            icon: "redo"
            shortcutHint: qsTr("Ctrl+Shift+Z")
            tip: qsTr("Redo")
            visible: root.wide
            onClicked: root.editor.redo()
        }
        DocumentToolGap {}
        DocumentTool {
            icon: "heading"
            on: root.editor.headingLevel > 0
            tip: root.editor.headingLevel > 0 ? qsTr("Heading %1").arg(root.editor.headingLevel) : qsTr("Heading")
            onClicked: root.editor.setHeading(root.editor.headingLevel === 0 ? 2 : root.editor.headingLevel >= 4 ? 0 : root.editor.headingLevel + 1)
        }
        DocumentTool {
            icon: "bold"
            on: root.editor.bold
            shortcutHint: qsTr("Ctrl+B")
            tip: qsTr("Bold")
            onClicked: root.editor.toggleBold()
        }
        DocumentTool {
            icon: "italic"
            on: root.editor.italic
            shortcutHint: qsTr("Ctrl+I")
            tip: qsTr("Italic")
            onClicked: root.editor.toggleItalic()
        }
        DocumentTool {
            icon: "strike"
            on: root.editor.strike
            tip: qsTr("Strike through")
            visible: root.wide
            onClicked: root.editor.toggleStrike()
        }
        DocumentTool {
            icon: "code"
            on: root.editor.code
            shortcutHint: qsTr("Ctrl+E")
            tip: qsTr("Code")
            onClicked: root.editor.toggleCode()
        }
        DocumentToolGap {}
        DocumentTool {
            icon: "list"
            on: root.editor.listKind === "bullet"
            tip: qsTr("List")
            onClicked: root.editor.toggleList("bullet")
        }
        DocumentTool {
            icon: "list-number"
            on: root.editor.listKind === "number"
            tip: qsTr("Numbered list")
            visible: root.wide
            onClicked: root.editor.toggleList("number")
        }
        DocumentTool {
            icon: "task"
            on: root.editor.listKind === "task"
            tip: qsTr("Tasks")
            onClicked: root.editor.toggleList("task")
        }
        DocumentTool {
            icon: "quote"
            on: root.editor.quote
            tip: qsTr("Quote")
            visible: root.wide
            onClicked: root.editor.toggleQuote()
        }
        DocumentToolGap {}
        DocumentTool {
            checkable: false
            icon: "link"
            shortcutHint: qsTr("Ctrl+Shift+K")
            tip: qsTr("Link")
            onClicked: root.linkRequested()
        }
        DocumentTool {
            checkable: false
            icon: "table"
            tip: qsTr("Table")
            visible: root.wide
            onClicked: root.editor.insertTable(3, 3)
        }
        DocumentTool {
            checkable: false
            icon: "minus"
            tip: qsTr("Dividing line")
            visible: root.wide
            onClicked: root.editor.insertRule()
        }
        DocumentTool {
            checkable: false
            enabled: root.editor.selectionEnd > root.editor.selectionStart
            icon: "message"
            shortcutHint: qsTr("Ctrl+Alt+M")
            tip: qsTr("Comment on the selection")
            onClicked: root.commentRequested()
        }
    }
}
