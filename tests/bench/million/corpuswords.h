#pragma once

#include "base/random.h"

#include <QString>

namespace coterie::bench {

/// The text of one message: CommonMark, from one word to pages, in one of a dozen languages. `mention` may stand in it.
[[nodiscard]] QString inventText(Random &random, const QString &mention);

[[nodiscard]] QString inventSentence(Random &random, int words); ///< English, frequent words frequent, rare ones rare
[[nodiscard]] QString inventEmoji(Random &random);

} // namespace coterie::bench
