import QtQuick
import Coterie
import Coterie.Ui

/// What the rows of a message list share, from the Theme.
Timeline {
    scale: Theme.scale
    mirrored: Theme.mirrored
    lineWidth: Theme.lineWidth
    focusWidth: Theme.focusWidth
    pendingOpacity: Theme.pendingOpacity
    highContrast: Theme.highContrast
    family: Theme.family
    monoFamily: Theme.monoFamily
    ink: Theme.ink
    soft: Theme.soft
    faint: Theme.faint
    accent: Theme.accent
    danger: Theme.danger
    dangerSoft: Theme.dangerSoft
    hover: Theme.hover
    selected: Theme.selected
    line: Theme.line
    track: Theme.track
    tileInk: Theme.tileInk
    status: Qt.resolvedUrl("MessageStatus.qml")
    poll: Qt.resolvedUrl("PollCard.qml")
    board: Qt.resolvedUrl("MessageBoard.qml")
    reactions: Qt.resolvedUrl("MessageReactions.qml")
}
