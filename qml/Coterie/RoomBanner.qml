import QtQuick
import Coterie.Models
import Coterie.Ui

/// The banner of a connection that is down; without height while all is well.
Item {
    id: root

    required property ConnectionModel connection

    height: root.connection.bannerVisible ? banner.implicitHeight : 0
    visible: root.connection.bannerVisible

    OfflineBanner {
        id: banner

        width: parent.width
        title: root.connection.title
        detail: root.connection.detail
        action: root.connection.action
        canRetry: root.connection.canRetry
        narrow: root.width < Theme.px(640)
        onRetryRequested: root.connection.retryNow()
    }
}
