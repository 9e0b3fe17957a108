import QtQuick

/// A soft shadow behind a raised thing, made of six rings so that it looks the same without a graphics card.
Item {
    id: root

    property real radius: Theme.radiusCard

    visible: !Theme.highContrast

    ShadowRing {
        rounding: root.radius
        step: 6
    }

    ShadowRing {
        rounding: root.radius
        step: 5
    }

    ShadowRing {
        rounding: root.radius
        step: 4
    }

    ShadowRing {
        rounding: root.radius
        step: 3
    }

    ShadowRing {
        rounding: root.radius
        step: 2
    }

    ShadowRing {
        rounding: root.radius
        step: 1
    }
}
