import QtQuick
import Coterie

/// Where the answers of a poll stand.
Column {
    property MessageItem row
}
