#pragma once

#include "search/query.h"

/// How messages and queries look to an FTS5 index. Client and server keep the same kind of table:
///
///     CREATE VIRTUAL TABLE … USING fts5(words, content='', columnsize=0, tokenize='ascii', prefix='1 2 3')
///
/// Texts go in cut and folded already (words.h), as words with spaces between; FTS5 only has to split at the spaces.
/// Who wrote a message, in which room, and what it has stand there as words of their own that no text can contain, so
/// that filters meet in the index and a common word need not be read through. Row ids rise with time: newest first
/// costs nothing.
namespace coterie::search {

/// Rises when documentOf() changes its mind about any text: what was indexed before has to be indexed again.
inline constexpr int documentVersion = 1;

/// What the index holds of a message, in UTF-8. Empty for a deleted one, which is not in the index.
[[nodiscard]] QByteArray documentOf(const protocol::Message &message);

/// What FTS5 is asked for a resolved query, always valid. `within`: only in these rooms, as far as the expression can
/// say it (empty: everywhere); the caller checks each hit with matches() all the same, since words for ids may
/// coincide. Empty when there is nothing an index could be asked: no hit.
[[nodiscard]] QString expressionFor(const Query &query, const QList<protocol::RoomId> &within);

} // namespace coterie::search
