import Coterie.Ui

/// The list of pages, as its rows see it.
ActionList {
    id: root

    required property var pages ///< {id, name, current} each
    required property bool editable

    signal renamed(string pageId, string name)

    currentIndex: root.pages.findIndex(page => page.current)
    model: root.pages
    delegate: BoardPageRow {}
}
