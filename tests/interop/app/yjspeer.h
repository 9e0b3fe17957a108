#pragma once

#include "nodepeer.h"

#include <QUrl>

namespace coterie::interop {

/// Somebody with stock `yjs` and `y-websocket` in a text (yjspeer.mjs).
class YjsPeer : public NodePeer
{
public:
    struct Told {
        QString text;
        QJsonArray carets; ///< {name, anchor, head} of the others
    };

    YjsPeer(
        const QString &packages, const QUrl &server, const QString &docId, const QString &token, const QString &name);
    [[nodiscard]] Told ask();
};

} // namespace coterie::interop
