import QtQuick

/// What the frame around an open text or board knows of it: its pane, its menu, and where the keyboard goes.
FocusScope {
    id: root

    property string pane ///< which one is beside it; empty: none

    function togglePane(name: string): void {
    }

    function showMenu(at: Item): void {
    }

    /// F6: the content, then the panes around it. False when there is nothing to focus.
    function enterPane(place: int): bool {
        return false;
    }

    function stepPane(forward: bool): bool {
        return false;
    }
}
