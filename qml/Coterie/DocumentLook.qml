import QtQuick
import Coterie
import Coterie.Ui

/// What a document is painted with, from the Theme.
DocumentStyle {
    scale: Theme.scale
    lineWidth: Theme.lineWidth
    caretWidth: Math.max(2, Theme.px(2))
    scrollDuration: Theme.scroll
    fadeDuration: Theme.cursorSettle
    dark: Theme.dark
    highContrast: Theme.highContrast
    family: Theme.family
    monoFamily: Theme.monoFamily
    ink: Theme.ink
    soft: Theme.soft
    faint: Theme.faint
    accent: Theme.accent
    accentInk: Theme.accentInk
    line: Theme.line
    codeGround: Theme.track
    selection: Theme.tint(Theme.accent, Theme.highContrast ? 0.4 : 0.22)
    match: Theme.tint(Theme.away, 0.3)
    currentMatch: Theme.tint(Theme.away, 0.65)
    annotation: Theme.tint(Theme.away, 0.2)
    flagInk: Theme.tileInk
}
