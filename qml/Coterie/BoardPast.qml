import QtQuick
import QtQuick.Window
import Coterie
import Coterie.Models
import Coterie.Ui

/// The board at another moment, in its place, and a hand on time below it.
FocusScope {
    id: root

    required property BoardModel document
    required property string shownPage

    readonly property BoardHistoryModel history: root.document.history
    readonly property bool past: root.history.versionId.length > 0

    signal restoreRequested

    Binding {
        property: "family"
        target: root.history
        value: Theme.family
    }

    Binding {
        property: "page"
        target: root.history
        value: root.shownPage
    }

    Binding {
        property: "pixels"
        target: root.history
        value: Qt.size(Math.round(root.width * Screen.devicePixelRatio), Math.round(root.height * Screen.devicePixelRatio))
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.background
        visible: root.past

        MouseArea {
            acceptedButtons: Qt.AllButtons
            anchors.fill: parent // the board of now is not drawn on through it
            hoverEnabled: true
            onWheel: wheel => wheel.accepted = true
        }

        PictureView {
            anchors.fill: parent
            image: root.history.picture
            Accessible.name: qsTr("The board: %1, %2").arg(root.history.title).arg(root.history.detail)
            Accessible.role: Accessible.Graphic
        }

        EmptyState {
            anchors.centerIn: parent
            detail: root.history.failure
            icon: "wifi-off"
            title: qsTr("This version cannot be shown")
            visible: root.history.failure.length > 0
        }
    }

    BoardCard {
        id: bar

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.space4
        anchors.horizontalCenter: parent.horizontalCenter
        height: Theme.px(84)
        title: qsTr("Moments of the board")
        width: Math.min(Theme.px(560), parent.width - Theme.space3 * 2)

        PlainText {
            id: title

            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.right: back.visible ? back.left : parent.right
            anchors.rightMargin: Theme.space3
            color: Theme.ink
            elide: Text.ElideRight
            font.bold: true
            font.pixelSize: Theme.textBody
            text: root.history.title
            y: Theme.px(10)
        }

        PlainText {
            anchors.left: title.left
            anchors.right: title.right
            anchors.top: title.bottom
            anchors.topMargin: Theme.px(2)
            color: Theme.soft
            elide: Text.ElideRight
            font.pixelSize: Theme.textSmall
            text: root.history.detail
        }

        Spinner {
            anchors.right: title.right
            anchors.verticalCenter: back.verticalCenter
            running: visible
            size: Theme.px(14)
            visible: root.history.loading && root.past
        }

        Button {
            id: back

            anchors.right: parent.right
            anchors.rightMargin: Theme.space3
            icon: "retry"
            small: true
            text: qsTr("Bring it back…")
            visible: root.past && !root.document.readOnly
            y: Theme.px(12)
            onClicked: root.restoreRequested()
        }

        Slider {
            id: hand

            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.px(8)
            anchors.left: parent.left
            anchors.leftMargin: Theme.space4
            anchors.right: parent.right
            anchors.rightMargin: Theme.space4
            enabled: root.history.count > 1
            focus: true
            label: qsTr("Moment: %1, %2").arg(root.history.title).arg(root.history.detail)
            stepSize: 1
            to: Math.max(1, root.history.count - 1)
            value: root.history.count > 1 ? root.history.position : 1
            onMoved: value => root.history.position = Math.round(value)
        }
    }
}
