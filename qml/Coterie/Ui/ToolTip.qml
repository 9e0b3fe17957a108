import QtQuick

/// A short dark note under (or above) the thing it explains. Made by TipService.
Rectangle {
    id: root

    property Item target
    property string text
    property string hint

    readonly property Item ground: root.target ? root.target.Window.contentItem : null

    function place() {
        if (!root.target || !root.ground)
            return;
        const below = root.target.mapToItem(root.ground, root.target.width / 2, root.target.height);
        const gap = Theme.space1 + Theme.px(2);
        const fitsBelow = below.y + gap + root.height <= root.ground.height;
        root.x = Math.round(Math.max(gap, Math.min(root.ground.width - root.width - gap, below.x - root.width / 2)));
        root.y = Math.round(fitsBelow ? below.y + gap : below.y - root.target.height - root.height - gap);
    }

    color: Theme.ink
    height: words.implicitHeight + Theme.px(10)
    radius: Theme.px(6)
    width: words.width + (shortcut.visible ? shortcut.implicitWidth + Theme.space2 : 0) + Theme.px(20)
    z: 2000
    Accessible.name: root.text
    Accessible.role: Accessible.ToolTip
    onHeightChanged: root.place()
    onTargetChanged: root.place()
    Component.onCompleted: root.place()
    onWidthChanged: root.place()

    PlainText {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.background
        font.pixelSize: Theme.textSmall
        maximumLineCount: 6
        text: root.text
        width: Math.min(implicitWidth, Theme.px(360))
        wrapMode: Text.Wrap
    }

    PlainText {
        id: shortcut

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.tint(Theme.background, 0.7)
        font.pixelSize: Theme.textSmall
        text: root.hint
        visible: root.hint.length > 0
    }
}
