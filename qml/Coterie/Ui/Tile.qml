import QtQuick

/// The coloured sign in front of a notification or a toast: what happened, at a glance.
Rectangle {
    id: root

    property string type: "info"
    property string kind: "server"
    property int size: Theme.px(28)

    readonly property bool mention: root.kind === "mention" || root.kind === "direct"

    color: {
        if (root.mention || root.type === "info")
            return Theme.tileInfo;
        if (root.type === "success")
            return Theme.tileSuccess;
        return root.type === "warning" ? Theme.tileWarning : Theme.tileError;
    }
    height: root.size
    radius: Math.round(root.size * 0.26)
    width: root.size

    Icon {
        anchors.centerIn: parent
        color: Theme.tileInk
        name: {
            if (root.mention)
                return "at";
            if (root.type === "success")
                return "check";
            if (root.type === "info")
                return "info";
            return root.type === "warning" ? "exclamation" : "close";
        }
        size: Math.round(root.size * 0.6)
    }
}
