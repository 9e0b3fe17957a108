#pragma once

#include "crdt/sharedtypes.h"

#include <string_view>

namespace coterie::crdt {

/// The steps that make `after` out of `before`, for Text::applyDelta(); without a retain at the end. What stays the
/// same is kept, so carets and comments there survive, and the result reads well: whole words, lines and characters as
/// people see them, no surrogate pair is ever split. Both are shorter than 2^32 units.
///
/// Lines that occur once on either side are matched first ("patience", B. Cohen), between them lines and then words by
/// E. W. Myers' algorithm (An O(ND) Difference Algorithm, 1986) in linear space. A search is given up where more than a
/// hundred differences have been found without a way around them, and goes on behind them, as GNU diff does: memory is
/// linear, time is n log n for texts that are alike and at worst a few hundred steps per word. Pure; any thread.
[[nodiscard]] Delta diffText(std::u16string_view before, std::u16string_view after);

} // namespace coterie::crdt
