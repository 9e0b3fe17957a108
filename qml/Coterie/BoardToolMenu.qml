import QtQuick
import Coterie
import Coterie.Ui

/// The tools that are not on the bar, and whether a tool stays after its use.
Menu {
    id: root

    required property BoardCanvas canvas
    required property int shown ///< of those on the bar

    title: qsTr("More tools")

    BoardTools {
        id: kit
    }

    Repeater {
        model: kit.bar.slice(root.shown).concat(kit.more)
        delegate: BoardToolItem {
            canvas: root.canvas // qmllint disable unqualified
            catalogue: kit // qmllint disable unqualified
            menu: root // qmllint disable unqualified
        }
    }
    MenuDivider {}
    MenuItem {
        checkable: true
        checked: root.canvas.toolLocked
        icon: "lock"
        menu: root
        text: qsTr("Keep the tool after its use")
        onTriggered: root.canvas.toolLocked = !root.canvas.toolLocked
    }
}
