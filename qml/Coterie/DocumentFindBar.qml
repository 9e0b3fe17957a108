import QtQuick
import Coterie
import Coterie.Ui

/// Ctrl+F and Ctrl+H: words in the text, and other words in their place.
FocusScope {
    id: root

    required property DocumentEditor editor
    property bool readOnly: false
    property bool replacing: false

    signal closed

    function begin(withReplacement: bool): void {
        root.replacing = withReplacement && !root.readOnly;
        const chosen = root.editor.selectedText;
        if (chosen.length > 0 && chosen.length < 100 && chosen.indexOf("\n") < 0)
            words.text = chosen;
        root.editor.searchText = words.text;
        words.forceActiveFocus(Qt.ShortcutFocusReason);
        words.selectAll();
    }

    implicitHeight: column.implicitHeight + Theme.space2 * 2
    implicitWidth: Math.min(Theme.px(400), root.parent && root.parent.parent ? root.parent.parent.width - Theme.px(24) : Theme.px(400))
    Accessible.name: qsTr("Find in the document")
    Accessible.role: Accessible.Pane
    Keys.onEscapePressed: root.closed()

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

    Column {
        id: column

        spacing: Theme.space2
        width: parent.width - Theme.space2 * 2
        x: Theme.space2
        y: Theme.space2

        Item {
            height: words.height
            width: parent.width

            Field {
                id: words

                anchors.left: parent.left
                anchors.right: count.left
                anchors.rightMargin: Theme.space2
                focus: true
                icon: "search"
                label: qsTr("Find")
                maximumLength: 200
                placeholder: qsTr("Find")
                Keys.onPressed: event => {
                    if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && event.modifiers & Qt.ShiftModifier) {
                        root.editor.findPrevious();
                        event.accepted = true;
                    }
                }
                onAccepted: root.editor.findNext()
                onEdited: root.editor.searchText = words.text
            }

            Label {
                id: count

                anchors.right: buttons.left
                anchors.verticalCenter: parent.verticalCenter
                color: words.text.length > 0 && root.editor.matchCount === 0 ? Theme.danger : Theme.soft
                font.pixelSize: Theme.textSmall
                horizontalAlignment: Text.AlignRight
                text: words.text.length === 0 ? "" : root.editor.matchCount === 0 ? qsTr("None") : root.editor.currentMatch < 0 ? root.editor.matchCount.toString() : qsTr("%1 of %2").arg(root.editor.currentMatch + 1).arg(root.editor.matchCount)
                width: Math.max(Theme.px(52), implicitWidth)
                Accessible.role: Accessible.AlertMessage
            }

            Row {
                id: buttons

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter

                IconButton {
                    checkable: true
                    checked: root.editor.searchCaseSensitive
                    active: checked
                    icon: "letter-case"
                    size: Theme.px(28)
                    iconSize: Theme.px(16)
                    tip: qsTr("Match case")
                    onClicked: root.editor.searchCaseSensitive = !root.editor.searchCaseSensitive
                }
                IconButton {
                    enabled: root.editor.matchCount > 0
                    icon: "chevron-up"
                    size: Theme.px(28)
                    shortcutHint: qsTr("Shift+Enter")
                    tip: qsTr("Previous")
                    onClicked: root.editor.findPrevious()
                }
                IconButton {
                    enabled: root.editor.matchCount > 0
                    icon: "chevron-down"
                    size: Theme.px(28)
                    shortcutHint: qsTr("Enter")
                    tip: qsTr("Next")
                    onClicked: root.editor.findNext()
                }
                IconButton {
                    icon: "close"
                    size: Theme.px(28)
                    shortcutHint: qsTr("Esc")
                    tip: qsTr("Close")
                    onClicked: root.closed()
                }
            }
        }

        Item {
            height: visible ? other.height : 0
            visible: root.replacing
            width: parent.width

            Field {
                id: other

                anchors.left: parent.left
                anchors.right: actions.left
                anchors.rightMargin: Theme.space2
                icon: "swap"
                label: qsTr("Replace with")
                maximumLength: 2000
                placeholder: qsTr("Replace with")
                onAccepted: root.editor.replaceCurrent(other.text)
            }

            Row {
                id: actions

                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.space1

                Button {
                    enabled: root.editor.matchCount > 0
                    small: true
                    text: qsTr("Replace")
                    onClicked: root.editor.replaceCurrent(other.text)
                }
                Button {
                    enabled: root.editor.matchCount > 0
                    small: true
                    text: qsTr("All")
                    onClicked: root.editor.replaceAll(other.text)
                }
            }
        }
    }
}
