import QtQuick
import Coterie.Models
import Coterie.Ui

/// Ties the Theme's inputs to the settings, so that every change shows at once.
QtObject {
    id: root

    required property AppSettings settings

    readonly property list<QtObject> bindings: [
        Binding {
            property: "dark"
            target: Theme
            value: root.settings.dark
        },
        Binding {
            property: "highContrast"
            target: Theme
            value: root.settings.highContrast
        },
        Binding {
            property: "scale"
            target: Theme
            value: root.settings.zoom
        },
        Binding {
            property: "animate"
            target: Theme
            value: root.settings.animations && !root.settings.reducedMotion
        },
        Binding {
            property: "compact"
            target: Theme
            value: root.settings.compact
        },
        Binding {
            property: "mirrored"
            target: Theme
            value: Application.layoutDirection === Qt.RightToLeft
        }
    ]
}
