import QtQuick

/// Makes a tool tip when the pointer has rested on `target`, so nothing is created for tips nobody reads.
Loader {
    id: root

    required property Item target
    required property bool hovered
    property string text
    property string hint
    property bool wanted: false

    active: root.wanted && root.hovered && root.text.length > 0
    source: "ToolTip.qml"
    onHoveredChanged: {
        if (root.hovered && root.text.length > 0)
            rest.restart();
        else
            root.wanted = false;
    }
    onLoaded: {
        const tip = root.item as ToolTip;
        tip.target = root.target;
        tip.text = Qt.binding(() => root.text);
        tip.hint = Qt.binding(() => root.hint);
    }

    Timer {
        id: rest

        interval: Theme.tipDelay
        onTriggered: root.wanted = root.hovered
    }
}
