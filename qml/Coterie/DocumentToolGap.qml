import QtQuick
import Coterie.Ui

/// Sets the groups of tools apart.
Item {
    height: Theme.px(30)
    width: Theme.px(11)

    Divider {
        anchors.centerIn: parent
        height: Theme.px(18)
        vertical: true
    }
}
