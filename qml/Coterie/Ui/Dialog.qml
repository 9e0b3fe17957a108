import QtQuick

/// A question or a small form over the dimmed window: title, content, one or two buttons.
Popup {
    id: root

    property string acceptText
    property string rejectText: qsTr("Cancel")
    property bool acceptEnabled: true
    property bool danger: false
    property bool busy: false
    property bool keepOpen: false
    property int boxWidth: Theme.px(440)
    default property alias body: bodySlot.data

    signal accepted

    function accept() {
        if (!root.acceptEnabled || root.busy)
            return;
        if (!root.keepOpen)
            root.close();
        root.accepted();
    }

    modal: true
    padding: Theme.space5
    role: Accessible.Dialog
    rounding: Theme.radiusDialog

    Item {
        id: sheet

        implicitHeight: column.implicitHeight
        implicitWidth: root.boxWidth

        Column {
            id: column

            spacing: Theme.space4
            width: parent.width

            Item {
                height: Math.max(heading.implicitHeight, closer.height)
                width: parent.width

                HeadingLabel {
                    id: heading

                    anchors.left: parent.left
                    anchors.right: closer.left
                    anchors.verticalCenter: parent.verticalCenter
                    font.pixelSize: Theme.textSection
                    text: root.title
                }

                IconButton {
                    id: closer

                    activeFocusOnTab: false
                    anchors.right: parent.right
                    anchors.rightMargin: -Theme.space2
                    icon: "close"
                    size: Theme.px(28)
                    tip: qsTr("Close")
                    onClicked: root.close()
                }
            }

            Item {
                id: bodySlot

                height: children.length > 0 ? children[0].implicitHeight : 0
                width: parent.width
            }

            Row {
                anchors.right: parent.right
                spacing: Theme.space2
                visible: root.acceptText.length > 0

                Button {
                    text: root.rejectText
                    visible: root.rejectText.length > 0
                    onClicked: root.close()
                }

                Button {
                    busy: root.busy
                    enabled: root.acceptEnabled
                    kind: root.danger ? Button.Danger : Button.Primary
                    text: root.acceptText
                    onClicked: root.accept()
                }
            }
        }
    }
}
