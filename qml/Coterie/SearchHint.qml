import QtQuick
import Coterie.Models
import Coterie.Ui

/// What the pane says while it has nothing to show.
EmptyState {
    id: root

    required property SearchModel search

    icon: root.search.state === SearchModel.Searching ? "" : "search"
    title: {
        switch (root.search.state) {
        case SearchModel.Searching:
            return qsTr("Searching…");
        case SearchModel.NoResults:
            return qsTr("Nothing found");
        default:
            return qsTr("Find any message");
        }
    }
    detail: {
        switch (root.search.state) {
        case SearchModel.Searching:
            return "";
        case SearchModel.NoResults:
            return qsTr("Try fewer or other words, or take a filter away.");
        default:
            return qsTr("Words, “a phrase”, −without. Narrow it with from:, in:, has:, is:, before: and after:.");
        }
    }
}
