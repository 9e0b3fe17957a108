#pragma once

#include "corpus.h"

#include "base/result.h"

#include <QString>

#include <functional>

namespace coterie::bench {

/// A client's store as it is after years in a busy room. It is written through lib/store, so it is what the app reads.
struct ClientPlan {
    Corpus::Plan room;
    QString roomName;
    std::int64_t unread = 0; ///< of the newest messages
    int otherRooms = 0; ///< small ones beside it, of 40 messages each
};

/// The room the bench looks at: always the same, so that what is in it is known without reading it.
[[nodiscard]] Corpus::Plan millionPlan(std::int64_t messages = 1'000'000);

inline const protocol::Epoch inventedEpoch {QStringLiteral("bench-epoch")};

using Progress = std::function<void(std::int64_t)>; ///< messages written so far

/// Makes the file; fails when there is one already or the disk refuses.
[[nodiscard]] Result<void> writeClientStore(const QString &path, const ClientPlan &plan, const Progress &progress = {});

} // namespace coterie::bench
