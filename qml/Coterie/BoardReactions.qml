import QtQuick
import Coterie.Ui

/// What can be thrown onto a board: a press, its number, or the arrows and Enter.
Popup {
    id: root

    property list<string> reactions

    signal chosen(string reaction)

    function choose(place: int): void {
        if (place < 0 || place >= root.reactions.length)
            return;
        root.close();
        root.chosen(root.reactions[place]);
    }

    padding: Theme.space1
    rounding: Theme.px(22)
    title: qsTr("Throw a reaction")
    Keys.onLeftPressed: root.cycle(Theme.mirrored)
    Keys.onRightPressed: root.cycle(!Theme.mirrored)
    Keys.onDigit1Pressed: root.choose(0)
    Keys.onDigit2Pressed: root.choose(1)
    Keys.onDigit3Pressed: root.choose(2)
    Keys.onDigit4Pressed: root.choose(3)
    Keys.onDigit5Pressed: root.choose(4)
    Keys.onDigit6Pressed: root.choose(5)
    Keys.onDigit7Pressed: root.choose(6)
    Keys.onDigit8Pressed: root.choose(7)
    onShown: {
        if (row.children.length > 0)
            row.children[0].forceActiveFocus(Qt.PopupFocusReason);
    }

    Row {
        id: row

        Repeater {
            model: root.reactions
            delegate: BoardReaction {
                onChosen: place => root.choose(place)
            }
        }
    }
}
