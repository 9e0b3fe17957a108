import QtQuick
import Coterie.Models
import Coterie.Ui

/// Ctrl+K: type a few letters, press Return, be there.
Popup {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property JumpModel jump: root.workspace.jump
    property bool choosing: false ///< the rows are still needed when it has closed

    function activate(row: int) {
        if (row < 0 || row >= root.jump.count)
            return;
        root.choosing = true;
        root.close();
        root.jump.activate(row);
        root.jump.reset();
    }

    boxX: Math.round((root.width - sheet.implicitWidth - root.padding * 2) / 2)
    boxY: Theme.px(110)
    modal: true
    padding: Theme.px(10)
    role: Accessible.Dialog
    rounding: Theme.radiusDialog
    title: qsTr("Jump to")
    onAboutToOpen: list.currentIndex = 0
    onClosed: {
        if (!root.choosing)
            root.jump.reset();
    }
    onShown: field.forceActiveFocus(Qt.PopupFocusReason)

    Item {
        id: sheet

        implicitHeight: field.height + footer.height + Math.max(Theme.px(90), Math.min(list.contentHeight + Theme.space2, Theme.px(420)))
        implicitWidth: Theme.px(600)

        Field {
            id: field

            focus: true
            framed: false
            height: Theme.px(47)
            label: qsTr("Jump to or search")
            placeholder: qsTr("Jump to or search")
            text: root.jump.query
            textSize: Theme.textSection
            width: parent.width - Theme.space3 * 2
            x: Theme.space3
            y: 0
            Keys.onDownPressed: list.incrementCurrentIndex()
            Keys.onUpPressed: list.decrementCurrentIndex()
            Keys.onPressed: event => {
                if (event.key === Qt.Key_PageDown || event.key === Qt.Key_PageUp) {
                    const step = event.key === Qt.Key_PageDown ? 6 : -6;
                    list.currentIndex = Math.max(0, Math.min(list.count - 1, list.currentIndex + step));
                    event.accepted = true;
                }
            }
            onAccepted: root.activate(list.currentIndex)
            onEdited: {
                root.jump.query = field.text;
                list.currentIndex = list.count > 0 ? 0 : -1;
                list.positionViewAtBeginning();
            }
        }

        Divider {
            id: line

            width: parent.width
            y: field.height
        }

        ActionList {
            id: list

            activeFocusOnTab: false
            anchors.bottom: footer.top
            anchors.top: line.bottom
            keyNavigationWraps: true
            label: qsTr("Results")
            model: root.jump
            width: parent.width
            delegate: JumpRow {}
            onActed: (verb, row, subject, at) => root.activate(row)
            onCountChanged: {
                if (list.currentIndex < 0 && list.count > 0)
                    list.currentIndex = 0;
            }
        }

        ScrollBar {
            flickable: list
        }

        Label {
            anchors.centerIn: list
            color: Theme.soft
            text: root.jump.searching ? qsTr("Searching…") : qsTr("Nothing fits “%1”.").arg(root.jump.query)
            visible: list.count === 0
            Accessible.role: Accessible.AlertMessage
        }

        Item {
            id: footer

            anchors.bottom: parent.bottom
            height: Theme.px(32)
            width: parent.width

            Divider {
                width: parent.width
            }

            SmallLabel {
                anchors.bottom: parent.bottom
                anchors.bottomMargin: Theme.px(2)
                anchors.left: parent.left
                anchors.leftMargin: Theme.space3
                anchors.right: parent.right
                text: qsTr("↑↓ choose · ↵ open · type > for commands, @ for people, # for rooms")
            }
        }
    }
}
