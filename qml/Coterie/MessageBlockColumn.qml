import QtQuick

/// Where the blocks of a message stand.
Column {
    property MessageData row
}
