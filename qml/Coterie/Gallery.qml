import QtQuick
import Coterie.Ui

/// Every part of the design system in every state, for eyes and for the screenshot test. Esc closes it.
FocusScope {
    id: root

    signal closed

    focus: true
    Accessible.name: qsTr("Gallery")
    Accessible.role: Accessible.Pane
    Component.onCompleted: root.forceActiveFocus(Qt.OtherFocusReason)
    Keys.onEscapePressed: root.closed()

    Rectangle {
        anchors.fill: parent
        color: Theme.background

        MouseArea {
            anchors.fill: parent
            hoverEnabled: true
        }
    }

    PageHeader {
        id: header

        detail: qsTr("Every part in every state")
        title: qsTr("Gallery")
        width: parent.width

        Segmented {
            currentIndex: Theme.highContrast ? 2 : Theme.dark ? 1 : 0
            label: qsTr("Theme")
            options: [qsTr("Light"), qsTr("Dark"), qsTr("High contrast")]
            onChosen: index => {
                Theme.dark = index === 1;
                Theme.highContrast = index === 2;
            }
        }

        IconButton {
            icon: "close"
            tip: qsTr("Close the gallery")
            onClicked: root.closed()
        }
    }

    Flickable {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: header.bottom
        boundsBehavior: Flickable.StopAtBounds
        clip: true
        contentHeight: flow.height + Theme.space5 * 2

        Flow {
            id: flow

            spacing: Theme.space5
            width: page.width - Theme.space5 * 2
            x: Theme.space5
            y: Theme.space5

            GalleryControls {}

            GalleryLists {}

            GalleryNotices {}

            GalleryColors {}

            GalleryIcons {}
        }
    }

    ScrollBar {
        flickable: page
    }
}
