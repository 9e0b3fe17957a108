import QtQuick

/// A list of people that says whom one has chosen.
ListView {
    signal personChosen(string userId)
}
