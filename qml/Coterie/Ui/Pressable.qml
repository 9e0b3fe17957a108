import QtQuick

/// What every clickable thing shares: hover, press, keyboard, accessible name and action, tool tip.
/// A click does not take the focus, so a person who is typing keeps typing; Tab reaches it like any control.
Item {
    id: root

    property string text
    property string tip
    property string shortcutHint
    property bool checkable: false
    property bool checked: false
    property bool pressedByKey: false
    readonly property bool hovered: hover.hovered && root.enabled
    readonly property bool pressed: area.pressed || root.pressedByKey
    readonly property bool focused: root.activeFocus && root.enabled

    signal clicked
    signal doubleClicked
    signal contextRequested(real x, real y)

    function click() {
        if (!root.enabled)
            return;
        TipService.leave(root);
        root.clicked();
    }

    activeFocusOnTab: root.enabled
    Accessible.checkable: root.checkable
    Accessible.checked: root.checked
    Accessible.description: root.tip === root.text ? root.shortcutHint : root.tip
    Accessible.focusable: true
    Accessible.name: root.text.length > 0 ? root.text : root.tip
    Accessible.pressed: root.pressed
    Accessible.role: Accessible.Button
    Accessible.onPressAction: root.click()
    Keys.onEnterPressed: root.click()
    Keys.onMenuPressed: root.contextRequested(root.width / 2, root.height / 2)
    Keys.onReturnPressed: root.click()
    Keys.onPressed: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat) {
            root.pressedByKey = true;
            event.accepted = true;
        }
    }
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && root.pressedByKey) {
            root.pressedByKey = false;
            event.accepted = true;
            root.click();
        }
    }
    onActiveFocusChanged: root.pressedByKey = false
    onHoveredChanged: {
        if (root.hovered)
            TipService.enter(root, root.tip, root.shortcutHint);
        else
            TipService.leave(root);
    }
    Component.onDestruction: TipService.leave(root)

    HoverHandler {
        id: hover
    }

    MouseArea {
        id: area

        acceptedButtons: Qt.LeftButton | Qt.RightButton
        anchors.fill: parent
        onClicked: mouse => {
            if (mouse.button === Qt.RightButton)
                root.contextRequested(mouse.x, mouse.y);
            else
                root.click();
        }
        onDoubleClicked: root.doubleClicked()
        onPressAndHold: mouse => root.contextRequested(mouse.x, mouse.y)
        onPressed: TipService.leave(root)
    }
}
