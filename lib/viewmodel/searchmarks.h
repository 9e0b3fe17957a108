#pragma once

#include "search/query.h"

namespace coterie::viewmodel {

/// Hits set off inside a message for a moment, after a jump to it.
struct SearchMarks {
    protocol::MessageId messageId; ///< empty: none
    search::Query query;
};

/// StyledText (named colours, as in MessageBlock::source) with the words that `query` finds set off. Tags are stepped
/// over and kept; nothing is added inside one.
[[nodiscard]] QString withMarks(const QString &source, const search::Query &query);

} // namespace coterie::viewmodel
