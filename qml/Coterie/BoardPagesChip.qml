import QtQuick
import Coterie
import Coterie.Ui

/// The page that is shown; pressing it lists all of them.
BoardCard {
    id: root

    required property BoardCanvas canvas
    required property bool editable

    readonly property var pages: root.canvas.pages ///< {id, name, current} each
    readonly property var current: root.pages.find(page => page.current) ?? null ///< one of them
    readonly property string name: root.current ? root.current.name : ""

    signal listRequested(Item at)

    implicitHeight: Theme.px(36)
    implicitWidth: button.implicitWidth + Theme.px(8)
    title: qsTr("Pages")

    Pressable {
        id: button

        anchors.centerIn: parent
        description: qsTr("%n page(s)", "", root.pages.length)
        height: Theme.px(28)
        implicitWidth: words.width + Theme.px(50)
        plate: Pressable.Hover
        ring: true
        ringGap: 0
        role: Accessible.ButtonMenu
        text: qsTr("Page: %1").arg(root.name)
        tip: qsTr("Pages")
        onClicked: root.listRequested(button)

        IconItem {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            color: Theme.soft
            name: "layers"
            size: Theme.px(16)
            x: Theme.px(6)
        }

        PlainText {
            id: words

            anchors.left: sign.right
            anchors.leftMargin: Theme.px(6)
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.ink
            elide: Text.ElideRight
            font.pixelSize: Theme.textCaption
            text: root.name
            width: Math.min(Math.ceil(implicitWidth), Theme.px(110))
        }

        IconItem {
            anchors.left: words.right
            anchors.leftMargin: Theme.px(4)
            anchors.verticalCenter: parent.verticalCenter
            color: Theme.soft
            name: "chevron-up"
            size: Theme.px(12)
        }
    }
}
