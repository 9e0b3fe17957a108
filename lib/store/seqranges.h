#pragma once

#include "protocol/ids.h"

#include <QList>

#include <optional>

namespace coterie::store {

/// Positions first … last of one room, of which every message is in the store. A stale one missed changes (edits,
/// reactions) while away: good enough to show without a network, to be fetched again with one.
struct SeqRange {
    protocol::Seq first = 0;
    protocol::Seq last = 0;
    bool stale = false;
    bool operator==(const SeqRange &) const = default;
};

/// Adds a fresh range: joins the fresh ones it touches, cuts the stale ones it covers. `ranges` is sorted and stays so.
[[nodiscard]] QList<SeqRange> withRange(const QList<SeqRange> &ranges, protocol::Seq first, protocol::Seq last);

/// The range that holds `seq`.
[[nodiscard]] std::optional<SeqRange> rangeAt(const QList<SeqRange> &ranges, protocol::Seq seq);

} // namespace coterie::store
