import QtQuick
import Coterie
import Coterie.Ui

/// What the pointer is over in the message list, and what a click there does. It lies over that place, so that tips and
/// menus stand beside it. All points are the list's.
Item {
    id: root

    required property MessageList list
    property MessageItem row ///< null: over none
    property int spot: MessageItem.Nothing
    property string link
    property string code ///< of the block of code there
    property int cursorShape: 0

    signal linkActivated(string link)
    signal datesRequested(Item near)
    signal copyRequested(string text)

    /// The pointer has moved, or something has moved under it.
    function move(row: MessageItem, at: point): void {
        const inside = row ? row.mapFromItem(root.list, at.x, at.y) : Qt.point(-1, -1);
        const spot = row ? row.spotAt(inside.x, inside.y) : MessageItem.Nothing;
        const isNew = spot !== root.spot || row !== root.row;
        if (isNew)
            root.leave();
        root.row = row;
        root.spot = spot;
        root.cursorShape = row ? row.cursorShapeAt(inside.x, inside.y) : 0;
        root.link = row ? row.linkAt(inside.x, inside.y) : "";
        root.code = row ? row.codeAt(inside.x, inside.y) : "";
        copy.active = copy.active || spot === MessageItem.Code;
        if (!row)
            return;
        row.hoveredSpot = spot;
        root.lieOver(row.spotRect(inside.x, inside.y));
        if (isNew && spot === MessageItem.Time)
            TipService.enter(root, row.fullTime, "");
    }

    function leave(): void {
        TipService.leave(root);
        if (root.row)
            root.row.hoveredSpot = MessageItem.Nothing;
    }

    function lieOver(place: rect): void {
        root.x = place.x;
        root.y = root.row.y - root.list.contentY + place.y;
        root.width = place.width;
        root.height = place.height;
    }

    /// A click or tap; a finger has not moved there before.
    function activate(row: MessageItem, at: point): void {
        root.move(row, at);
        if (root.link !== "")
            root.linkActivated(root.link);
        else if (root.spot === MessageItem.Day)
            root.datesRequested(root);
        else if (root.spot === MessageItem.Quote)
            root.list.messages.jumpTo(row.replyKey);
    }

    Loader { // made when a block of code is first pointed at
        id: copy

        active: false
        source: "MessageCodeCopy.qml"
        anchors.right: parent.right
        anchors.margins: Theme.space1
        y: Math.max(-root.y, 0) + Theme.space1 // of a long block that begins above the view, at the view's edge
        visible: root.code !== ""
    }
    Connections {
        target: copy.item as MessageCodeCopy

        function onClicked(): void {
            root.copyRequested(root.code);
        }
    }
}
