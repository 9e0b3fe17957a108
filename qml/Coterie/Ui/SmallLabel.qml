import QtQuick

/// Times, hints, second lines.
Label {
    color: Theme.soft
    font.pixelSize: Theme.textSmall
}
