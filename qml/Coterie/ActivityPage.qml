import QtQuick
import Coterie.Models
import Coterie.Ui

/// What everyone has been doing, on its own page.
FocusScope {
    id: root

    required property AppModel app
    required property Workspace workspace

    ActivityFeed {
        activities: root.workspace.activities
        anchors.fill: parent
        focus: true
    }

    ConnectionBanner {
        connection: root.workspace.connection
        width: parent.width
        y: Theme.headerHeight
    }
}
