import QtQuick
import Coterie.Ui // for InputModality: what is written in C++ comes with the module, not with the folder

/// A list of commands: put MenuItem and MenuDivider inside. Arrow keys move, Return chooses, Esc closes.
Popup {
    id: root

    property int minimumWidth: Theme.px(180)
    default property alias items: column.data

    function focusItem(from: int, step: int) {
        const count = column.children.length;
        for (let i = 0, at = from; i < count; ++i, at += step) {
            const entry = column.children[(at + count) % count] as MenuItem;
            if (entry && entry.visible && entry.enabled) {
                entry.forceActiveFocus(Qt.TabFocusReason);
                return;
            }
        }
    }

    function focusedIndex(): int {
        for (let i = 0; i < column.children.length; ++i) {
            if (column.children[i].activeFocus)
                return i;
        }
        return -1;
    }

    padding: Theme.px(6)
    Keys.onDownPressed: root.focusItem(root.focusedIndex() + 1, 1)
    Keys.onUpPressed: root.focusItem(Math.max(root.focusedIndex(), 0) - 1, -1)
    onShown: {
        if (InputModality.keyboard)
            root.focusItem(0, 1);
    }

    Item {
        implicitHeight: column.implicitHeight
        implicitWidth: column.width

        Column {
            id: column

            width: Math.max(root.minimumWidth, widest())

            function widest(): real {
                let width = 0;
                for (let i = 0; i < column.children.length; ++i)
                    width = Math.max(width, column.children[i].implicitWidth);
                return width;
            }
        }
    }
}
