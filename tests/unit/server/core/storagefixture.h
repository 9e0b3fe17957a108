#pragma once

#include "server/storage/storage.h"

namespace coterie::server {

using namespace protocol;
using namespace Qt::StringLiterals;

inline const RoomId general {u"general"_s};
inline const UserId ann {u"u-ann"_s};
inline const UserId bob {u"u-bob"_s};

inline std::unique_ptr<Storage> opened(const QString &folder)
{
    auto storage = Storage::open(folder);
    return storage ? std::move(storage).value() : nullptr;
}

inline Message messageOf(Seq seq, const QString &text, const UserId &user = ann)
{
    return {.clientId = ClientId {u"c-%1"_s.arg(seq)},
        .roomId = general,
        .seq = seq,
        .userId = user,
        .text = text,
        .timestamp = fromEpochMillis(1'700'000'000'000 + seq)};
}

} // namespace coterie::server
