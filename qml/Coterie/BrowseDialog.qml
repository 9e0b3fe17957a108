import QtQuick
import Coterie.Models
import Coterie.Ui

/// All rooms one may join.
Dialog {
    id: root

    required property AppModel app
    required property Workspace workspace

    readonly property BrowseModel browse: root.workspace.browse

    boxWidth: Theme.px(520)
    title: qsTr("Browse rooms")
    onAboutToOpen: {
        root.browse.query = "";
        root.browse.refresh();
    }

    Item {
        implicitHeight: filter.height + Theme.space3 + Theme.px(320)
        width: parent ? parent.width : 0

        Field {
            id: filter

            focus: true
            icon: "search"
            label: qsTr("Filter rooms")
            placeholder: qsTr("Filter rooms")
            width: parent.width
            onEdited: root.browse.query = filter.text
            Keys.onDownPressed: list.forceActiveFocus(Qt.TabFocusReason)
        }

        ActionList {
            id: list

            anchors.bottom: parent.bottom
            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: filter.bottom
            anchors.topMargin: Theme.space3
            label: qsTr("Rooms")
            model: root.browse
            delegate: BrowseRow {}
            onActed: (verb, row, subject, at) => {
                if (verb === "join") {
                    root.browse.join(subject);
                } else {
                    root.close();
                    root.workspace.openRoom(subject);
                }
            }
        }

        ScrollBar {
            flickable: list
        }

        Spinner {
            anchors.centerIn: list
            size: Theme.px(22)
            visible: root.browse.loading && list.count === 0
        }

        Label {
            anchors.centerIn: list
            color: Theme.soft
            horizontalAlignment: Text.AlignHCenter
            text: root.browse.failure.length > 0 ? root.browse.failure : qsTr("No room fits.")
            visible: !root.browse.loading && list.count === 0
            width: list.width
            wrapMode: Text.Wrap
            Accessible.role: Accessible.AlertMessage
        }
    }
}
