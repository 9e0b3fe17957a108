#pragma once

#include "protocol/types.h"
#include "search/query.h"

namespace coterie::search {

/// Where something was found in a text, in UTF-16 units of its normal form.
struct Span {
    qsizetype start = 0;
    qsizetype length = 0;
    bool operator==(const Span &) const = default;
};

/// What a message offers to searching: its text, the names of its files, its poll.
[[nodiscard]] QStringList partsOf(const protocol::Message &message);
[[nodiscard]] bool hasFeature(const protocol::Message &message, Feature feature);

/// The rule itself, without an index: whether a message is meant by a (resolved) query. Microseconds per message.
[[nodiscard]] bool matches(const Query &query, const protocol::Message &message);

/// That rule in its two parts, for a message that offers nothing but its text: what can be told before the rest of it
/// is read, and what is left then.
[[nodiscard]] bool matchesText(const Query &query, const QString &text);
[[nodiscard]] bool matchesFilters(const Query &query, const protocol::Message &message);

/// What to mark in `text`, in order, without overlaps. `text` has to be in normal form C.
[[nodiscard]] QList<Span> spansOf(const Query &query, QStringView text);

} // namespace coterie::search
