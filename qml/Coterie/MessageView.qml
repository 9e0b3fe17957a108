import QtQuick
import Coterie

/// What a row needs of the list it stands in.
ListView {
    property Timeline timeline
    property string flashKey ///< the message a jump led to, lit for a moment
    property string hoveredKey ///< the message under the pointer
}
