import QtQuick

/// The tools by name: sign, words and key of each, in one place for the bar, the menu and the list of shortcuts.
QtObject {
    /// Those on the bar, the most wanted first: where there is little room the last ones go behind the dots.
    readonly property list<string> bar: ["select", "pen", "rectangle", "ellipse", "arrow", "text", "note", "eraser", "hand", "image"]
    readonly property list<string> more: ["lasso", "highlighter", "laser", "line", "diamond", "frame"]

    function icon(tool: string): string {
        const own = {
            select: "pointer",
            pen: "edit"
        };
        return own[tool] ?? tool;
    }

    function title(tool: string): string {
        const titles = {
            select: qsTr("Select"),
            lasso: qsTr("Lasso"),
            hand: qsTr("Hand: move the board"),
            pen: qsTr("Pen"),
            highlighter: qsTr("Highlighter"),
            eraser: qsTr("Eraser"),
            laser: qsTr("Laser pointer"),
            line: qsTr("Line"),
            arrow: qsTr("Arrow"),
            rectangle: qsTr("Rectangle"),
            ellipse: qsTr("Ellipse"),
            diamond: qsTr("Diamond"),
            text: qsTr("Text"),
            note: qsTr("Sticky note"),
            image: qsTr("Image"),
            frame: qsTr("Frame")
        };
        return titles[tool] ?? tool;
    }

    function key(tool: string): string {
        const keys = {
            select: "V",
            lasso: "Q",
            hand: "H",
            pen: "P",
            highlighter: "M",
            eraser: "E",
            laser: "K",
            line: "L",
            arrow: "A",
            rectangle: "R",
            ellipse: "O",
            diamond: "D",
            text: "T",
            note: "N",
            image: "I",
            frame: "F"
        };
        return keys[tool] ?? "";
    }
}
