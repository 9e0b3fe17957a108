import QtQuick

/// Other people's pointers above a surface. The host says where a sample lies in the overlay's coordinates; the overlay
/// makes the motion smooth. Nothing runs while nobody moves.
CursorSurface {
    id: root

    readonly property alias count: flags.count

    /// What the anchors refer to has moved (scrolled, laid out again): the pointers go with it at once.
    function remap(): void {
        for (let i = 0; i < flags.count; ++i)
            root.flagAt(i).follow();
    }

    function flagAt(index: int): CursorFlag {
        return flags.itemAt(index) as CursorFlag;
    }

    Accessible.ignored: true

    Repeater {
        id: flags

        model: root.cursors

        CursorFlag {}
    }
}
