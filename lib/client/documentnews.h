#pragma once

#include "client/documents.h"

#include <QList>

#include <functional>
#include <optional>

namespace coterie::client {

/// What the engine tells one OpenDocument, in the order of the members.
struct DocumentNews {
    quint64 number = 0; ///< which one
    quint64 pushes = 0; ///< so many of its edits are on disk
    std::optional<QByteArray> loaded {};
    bool linked = false;
    QList<QByteArray> received {}; ///< merged: one, or none
    QList<QByteArray> awareness {};
    bool peersLost = false;
    std::optional<DocumentSync> sync {};
};

} // namespace coterie::client
