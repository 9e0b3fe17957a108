import QtQuick
import Coterie
import Coterie.Ui

/// The tools, on a bar over the foot of the board; those that fit, the others behind the dots.
Item {
    id: root

    required property BoardCanvas canvas
    required property real room ///< how wide it may be
    required property bool styleShown

    readonly property int slots: Math.floor((root.room - Theme.px(26)) / Theme.px(38)) - 4 // dots, style, undo, redo
    readonly property int shown: Math.max(2, Math.min(kit.bar.length, root.slots))
    readonly property bool hidden: kit.bar.indexOf(root.canvas.tool) >= root.shown || kit.more.indexOf(root.canvas.tool) >= 0

    signal moreRequested(Item at)
    signal styleToggled

    function takeFocus(): void {
        tools.children[0].forceActiveFocus(Qt.TabFocusReason);
    }

    implicitHeight: Theme.px(46)
    implicitWidth: tools.width + Theme.px(12)
    Accessible.name: qsTr("Tools")
    Accessible.role: Accessible.ToolBar

    BoardTools {
        id: kit
    }

    Shadow {
        anchors.fill: parent
    }

    Card {
        anchors.fill: parent
    }

    MouseArea {
        acceptedButtons: Qt.AllButtons
        anchors.fill: parent
        hoverEnabled: true
        onWheel: wheel => wheel.accepted = true
    }

    Row {
        id: tools

        anchors.centerIn: parent
        spacing: Theme.px(2)

        Repeater {
            model: kit.bar
            delegate: BoardToolButton {
                canvas: root.canvas // qmllint disable unqualified
                catalogue: kit // qmllint disable unqualified
                visible: index < root.shown // qmllint disable unqualified
            }
        }
        BoardTool {
            id: more

            checkable: true
            checked: chosen
            chosen: root.hidden
            icon: root.hidden ? kit.icon(root.canvas.tool) : "more"
            more: root.hidden
            role: Accessible.ButtonMenu
            text: root.hidden ? qsTr("More tools: %1").arg(kit.title(root.canvas.tool)) : qsTr("More tools")
            tip: root.hidden ? kit.title(root.canvas.tool) : qsTr("More tools")
            onClicked: root.moreRequested(more)
        }
        DocumentToolGap {
            anchors.verticalCenter: parent.verticalCenter
        }
        BoardTool {
            checkable: true
            checked: root.styleShown
            icon: "sliders"
            tip: root.styleShown ? qsTr("Hide the style") : qsTr("Show the style")
            onClicked: root.styleToggled()

            Rectangle {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.px(3)
                anchors.horizontalCenter: parent.horizontalCenter
                color: Theme.accent
                height: Theme.px(3)
                radius: height / 2
                visible: root.styleShown
                width: Theme.px(14)
            }
        }
        BoardTool {
            enabled: root.canvas.undoAvailable
            icon: "undo"
            shortcutHint: qsTr("Ctrl+Z")
            tip: qsTr("Undo")
            onClicked: root.canvas.undo()
        }
        BoardTool {
            enabled: root.canvas.redoAvailable
            icon: "redo"
            shortcutHint: qsTr("Ctrl+Shift+Z")
            tip: qsTr("Redo")
            onClicked: root.canvas.redo()
        }
    }
}
