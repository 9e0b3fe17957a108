import QtQuick

/// Where the answers of a poll stand.
Column {
    property MessageData row
}
