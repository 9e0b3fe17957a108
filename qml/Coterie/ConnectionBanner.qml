import QtQuick
import Coterie.Models
import Coterie.Ui

/// The OfflineBanner of a page, made only while the link is down. It lies over the page, so nothing below it moves.
Loader {
    id: root

    required property ConnectionModel connection

    active: root.connection.bannerVisible
    source: "OfflineBanner.qml"
    z: 20
    onLoaded: {
        const banner = root.item as OfflineBanner;
        banner.title = Qt.binding(() => root.connection.title);
        banner.detail = Qt.binding(() => root.connection.detail);
        banner.action = Qt.binding(() => root.connection.action);
        banner.canRetry = Qt.binding(() => root.connection.canRetry);
        banner.narrow = Qt.binding(() => root.width < Theme.px(640));
        banner.retryRequested.connect(() => root.connection.retryNow());
    }
}
