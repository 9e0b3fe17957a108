pragma Singleton
import QtQuick
import QtQuick.Window

/// Shows one tool tip at a time, when the pointer has rested on something. Shared by all, so that a control costs no timer
/// and no loader for a tip nobody may ever read.
QtObject {
    id: root

    property Item target
    property string text
    property string hint
    property ToolTip bubble

    readonly property Timer rest: Timer {
        interval: Theme.tipDelay
        onTriggered: root.show()
    }

    /// The pointer has come to rest on `target`.
    function enter(target: Item, text: string, hint: string) {
        root.leave(root.target);
        root.target = target;
        root.text = text;
        root.hint = hint;
        if (text.length > 0)
            root.rest.restart();
    }

    /// The pointer has left `target`, or presses it.
    function leave(target: Item) {
        if (root.target !== target)
            return;
        root.rest.stop();
        root.target = null;
        if (root.bubble)
            root.bubble.destroy();
        root.bubble = null;
    }

    function show() {
        if (!root.target || !root.target.Window.contentItem)
            return;
        const component = Qt.createComponent(Qt.resolvedUrl("ToolTip.qml"));
        root.bubble = component.createObject(root.target.Window.contentItem, {
            target: root.target,
            text: root.text,
            hint: root.hint
        }) as ToolTip;
    }
}
