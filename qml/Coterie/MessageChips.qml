import QtQuick

/// Where the reactions of a message stand.
Flow {
    property MessageData row
}
