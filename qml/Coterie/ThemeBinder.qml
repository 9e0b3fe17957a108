import QtQuick
import Coterie.Models
import Coterie.Ui

/// Ties the Theme's inputs to the settings, so that every change shows at once. The first name of the Qt namespace that a
/// script asks for costs the whole list of names, 7 million instructions: none is asked for before the first frame.
QtObject {
    id: root

    required property AppSettings settings

    Component.onCompleted: {
        Theme.dark = Qt.binding(() => root.settings.dark);
        Theme.highContrast = Qt.binding(() => root.settings.highContrast);
        Theme.scale = Qt.binding(() => root.settings.zoom);
        Theme.animate = Qt.binding(() => root.settings.animations && !root.settings.reducedMotion);
        Theme.compact = Qt.binding(() => root.settings.compact);
        Theme.mirrored = Qt.binding(() => Application.layoutDirection === 1); // Qt.RightToLeft
    }
}
