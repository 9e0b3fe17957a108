#pragma once

#include "search/query.h"

namespace coterie::viewmodel {

/// The part of a message around its first hit, on one line.
struct Excerpt {
    QString styled; ///< StyledText with named colours, the hits marked
    QString plain;
};
[[nodiscard]] Excerpt excerptOf(const protocol::Message &message, const search::Query &query);

} // namespace coterie::viewmodel
