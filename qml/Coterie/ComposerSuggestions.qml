import QtQuick
import Coterie.Models

/// The list of what could complete a word.
ListView {
    required property ComposerModel composer
}
