import QtQuick
import Coterie
import Coterie.Ui

/// One thing to begin with: a picture and its name.
Pressable {
    id: root

    required property int index
    required property string templateName
    required property string title
    required property string detail
    required property var picture ///< a QImage

    readonly property var list: ListView.view ///< whose type knows this one
    readonly property bool current: ListView.isCurrentItem

    activeFocusOnTab: false
    checkable: true
    checked: root.current
    description: root.detail
    height: root.list ? root.list.height : 0
    ring: true
    role: Accessible.RadioButton
    text: root.title
    tip: root.detail
    width: root.list ? root.list.cell : 0
    onClicked: root.list.acted("choose", root.index, root.templateName, root)

    Rectangle {
        border.color: root.current ? Theme.accent : Theme.line
        border.width: root.current ? Theme.focusWidth : Theme.lineWidth
        color: Theme.background
        height: root.list ? root.list.pictureHeight : 0
        radius: Theme.radiusControl
        width: parent.width

        PictureView {
            anchors.fill: parent
            anchors.margins: Theme.px(2)
            image: root.picture
        }
    }

    PlainText {
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(18)
        color: root.current ? Theme.accent : Theme.ink
        elide: Text.ElideRight
        font.bold: root.current
        font.pixelSize: Theme.textCaption
        horizontalAlignment: Text.AlignHCenter
        text: root.title
        width: parent.width
    }
}
