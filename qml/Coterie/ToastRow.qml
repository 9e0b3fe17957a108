import QtQuick
import Coterie.Ui

/// A Toast as a row of the ToastModel.
Toast {
    id: root

    required property int index
    required property string key
    required title
    required message
    required type

    readonly property ActionList list: ListView.view as ActionList

    width: root.list ? root.list.width : 0
    onClicked: root.list.acted("open", root.index, root.key, root)
    onDismissed: root.list.acted("dismiss", root.index, root.key, root)
}
