import QtQuick
import Coterie.Ui

/// One hit: who, when, and the words around it; under its room and day when it is the first of them.
Pressable {
    id: root

    required property int index
    required property string section
    required property bool firstOfSection
    required property string author
    required property string initials
    required property string color
    required property string time
    required property string excerpt
    required property string plainExcerpt

    readonly property ActionList list: ListView.view as ActionList
    readonly property bool current: ListView.isCurrentItem

    activeFocusOnTab: false
    height: heading.height + body.height
    text: qsTr("%1: %2").arg(root.author).arg(root.plainExcerpt)
    width: root.list ? root.list.width : 0
    description: qsTr("%1, %2").arg(root.section).arg(root.time)
    role: Accessible.ListItem
    selectable: true
    selected: root.current
    onClicked: root.list.acted("open", root.index, "", root)

    CapsLabel {
        id: heading

        bottomPadding: Theme.px(5)
        elide: Text.ElideRight
        height: root.firstOfSection ? Theme.px(32) : 0
        text: root.section
        verticalAlignment: Text.AlignBottom
        visible: root.firstOfSection
        width: parent.width - 2 * x
        x: Theme.space4
        Accessible.ignored: true
    }

    Rectangle {
        id: body

        border.color: Theme.accent
        border.width: root.current && Theme.highContrast ? Theme.lineWidth : 0
        color: root.current ? Theme.selected : root.hovered ? Theme.hover : "transparent"
        height: words.height + Theme.px(20)
        radius: Theme.radiusControl
        width: parent.width - 2 * x
        x: Theme.space2
        y: heading.height

        Avatar {
            id: face

            color: root.color
            initials: root.initials
            size: Theme.px(28)
            x: Theme.space2
            y: Theme.px(11)
        }

        Column {
            id: words

            anchors.left: face.right
            anchors.leftMargin: Theme.px(10)
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            spacing: Theme.px(2)
            y: Theme.px(9)

            Item {
                height: name.implicitHeight
                width: parent.width

                PlainText {
                    id: name

                    color: Theme.ink
                    font.pixelSize: Theme.textCaption
                    font.bold: true
                    text: root.author
                    width: Math.min(implicitWidth, parent.width - clock.implicitWidth - Theme.space2)
                }

                PlainText {
                    id: clock

                    anchors.baseline: name.baseline
                    anchors.left: name.right
                    anchors.leftMargin: Theme.space2
                    color: Theme.soft
                    font.pixelSize: Theme.textSmall
                    text: root.time
                }
            }

            Label {
                elide: Text.ElideRight
                font.pixelSize: Theme.textCaption
                lineHeight: 1.15
                maximumLineCount: 4
                text: root.excerpt
                textFormat: Text.StyledText // made and escaped by the model: only its own marks are tags
                width: parent.width
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }
        }
    }
}
