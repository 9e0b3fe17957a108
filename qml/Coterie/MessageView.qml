import QtQuick
import Coterie.Models
import Coterie.Ui

/// What a message can ask of the list it stands in.
ListView {
    required property MessageListModel messages
    property string flashKey ///< the message a jump led to, lit for a moment
    property string hoveredKey ///< the message under the pointer
    property string hoveredLink
    readonly property real margin: Theme.px(18)

    signal linkActivated(string link)
    signal copyRequested(string text)
    signal reactionPickerRequested(string key, Item near)
    signal datesRequested(Item near)
}
