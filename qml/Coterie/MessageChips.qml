import QtQuick
import Coterie

/// Where the reactions of a message stand.
Flow {
    required property MessageItem row
}
