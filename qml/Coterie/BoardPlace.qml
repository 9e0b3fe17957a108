import QtQuick
import Coterie
import Coterie.Models
import Coterie.Ui

/// Where one is on a board: it opens as this person left it, or so that all of it is seen, and where one goes is
/// remembered, as are the tools.
Item {
    id: root

    required property BoardCanvas canvas
    required property BoardModel document

    property bool bare: false ///< nothing was there when it was opened
    property bool begun: false ///< this page has been shown, or somebody has begun to draw: the view is theirs
    property bool equipped: false ///< the tools are those this person had last

    function begin(): void {
        if (!root.document || root.document.state !== OpenDocumentModel.Ready || !root.document.memory.known || root.canvas.width <= 0)
            return;
        if (!root.equipped) {
            root.canvas.habits = root.document.memory.habits;
            if (root.document.hasPage(root.document.memory.page))
                root.canvas.page = root.document.memory.page;
            root.equipped = true;
        }
        if (!root.begun)
            root.showPage();
    }

    function showPage(): void {
        const all = root.document.boundsOf(root.canvas.page);
        const memory = root.document.memory;
        if (all.width <= 0 && all.height <= 0) {
            root.bare = true;
            return; // what somebody puts there will be shown
        }
        root.begun = true;
        if (root.bare && root.holds(all))
            return;
        if (memory.hasView(root.canvas.page)) {
            root.lookAt(memory.centreOf(root.canvas.page), memory.zoomOf(root.canvas.page));
            if (root.sees(all))
                return;
        }
        const margin = Theme.px(40);
        const zoom = Math.min(1, (root.canvas.width - 2 * margin) / Math.max(all.width, 1), (root.canvas.height - 2 * margin) / Math.max(all.height, 1));
        root.lookAt(Qt.point(all.x + all.width / 2, all.y + all.height / 2), zoom);
    }

    function lookAt(centre: point, zoom: real): void {
        root.canvas.zoom = zoom;
        root.canvas.centreX = centre.x;
        root.canvas.centreY = centre.y;
    }

    function sees(area: rect): bool {
        const across = root.canvas.width / root.canvas.zoom / 2;
        const down = root.canvas.height / root.canvas.zoom / 2;
        return area.right > root.canvas.centreX - across && area.left < root.canvas.centreX + across && area.bottom > root.canvas.centreY - down && area.top < root.canvas.centreY + down;
    }

    function holds(area: rect): bool {
        const across = root.canvas.width / root.canvas.zoom / 2;
        const down = root.canvas.height / root.canvas.zoom / 2;
        return area.left >= root.canvas.centreX - across && area.right <= root.canvas.centreX + across && area.top >= root.canvas.centreY - down && area.bottom <= root.canvas.centreY + down;
    }

    function keep(): void {
        if (root.begun && root.document && root.document.people.followedClient === 0)
            root.document.memory.keepView(root.canvas.page, Qt.point(root.canvas.centreX, root.canvas.centreY), root.canvas.zoom);
    }

    Component.onCompleted: root.begin()
    onDocumentChanged: {
        glide.stop();
        root.bare = false;
        root.begun = false;
        root.equipped = false;
        root.canvas.page = "";
        root.canvas.tool = "select";
        root.begin();
    }

    Connections {
        function onStateChanged(): void {
            root.begin();
        }

        target: root.document
    }

    Connections {
        function onKnownChanged(): void {
            root.begin();
        }

        target: root.document ? root.document.memory : null
    }

    Connections {
        function onBusyChanged(): void {
            root.begun = root.begun || root.canvas.busy;
        }

        function onContentRectChanged(): void {
            root.begin();
        }

        function onHabitsChanged(): void {
            if (root.equipped && root.document)
                root.document.memory.keepHabits(root.canvas.habits);
        }

        function onPageChanged(): void {
            if (!root.equipped || !root.document)
                return;
            root.document.memory.keepPage(root.canvas.page);
            if (root.document.people.followedClient === 0)
                root.showPage();
        }

        function onToolChanged(): void {
            root.begun = root.begun || (root.equipped && root.canvas.tool !== "select");
        }

        function onViewMoved(): void {
            root.begun = true;
            root.keep();
            glide.restart();
        }

        function onWidthChanged(): void {
            root.begin();
        }

        target: root.canvas
    }

    Timer { // by then the view is where it was sent to
        id: glide

        interval: Theme.patience
        onTriggered: root.keep()
    }
}
