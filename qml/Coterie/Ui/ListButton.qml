import QtQuick
import Coterie.Ui // for what is written in C++: it comes with the module, not with the folder

/// One row of a list: an icon in front, a name, and at the end what there is to say. Who leaves `icon` empty puts something
/// of `frontWidth` at `inset`.
Pressable {
    id: root

    property string icon
    property string sign ///< a small icon at the end
    property string detail
    property bool current: false
    property bool strong: false
    property bool plain: false ///< nothing in front: the words begin at the inset
    property int badge: 0
    property bool badgeLoud: true
    property int inset: Theme.space2
    property int frontWidth: Theme.px(16)

    readonly property color words: root.strong || root.lit ? Theme.ink : Theme.soft

    implicitHeight: Theme.rowHeight
    implicitWidth: root.plain ? title.implicitWidth + root.inset * 2 + Theme.space1 : Theme.px(200)
    lit: root.current
    plate: Pressable.Select
    ring: true
    ringGap: 0
    role: Accessible.ListItem
    selectable: true
    selected: root.current

    IconItem {
        anchors.verticalCenter: parent.verticalCenter
        color: root.words
        name: root.icon
        size: Theme.px(16)
        x: root.inset
    }

    PlainText {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: root.plain ? root.inset : root.inset + root.frontWidth + Theme.px(9)
        anchors.right: end.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        color: root.words
        font.bold: root.strong || root.lit
        font.pixelSize: Theme.textBody
        text: root.text
    }

    Loader {
        id: end

        active: root.badge > 0 || root.sign.length > 0 || root.detail.length > 0
        anchors.right: parent.right
        anchors.rightMargin: root.inset
        anchors.verticalCenter: parent.verticalCenter
        source: "ListEnd.qml"
        onLoaded: {
            const item = end.item as ListEnd;
            item.sign = Qt.binding(() => root.sign);
            item.detail = Qt.binding(() => root.detail);
            item.badge = Qt.binding(() => root.badge);
            item.loud = Qt.binding(() => root.badgeLoud);
        }
    }
}
