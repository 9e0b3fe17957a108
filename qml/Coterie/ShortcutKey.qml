import QtQuick
import Coterie.Ui

/// One chord of a ShortcutLine.
KeyHint {
    id: root

    required property string modelData

    text: root.modelData
}
