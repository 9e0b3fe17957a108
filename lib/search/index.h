#pragma once

#include "search/query.h"

/// How messages and queries look to an FTS5 index. Client and server keep the same kind of table:
///
///     CREATE VIRTUAL TABLE … USING fts5(words, content='', columnsize=0, detail='none', tokenize='ascii')
///
/// Texts go in cut and folded already (words.h), as words with spaces between; FTS5 only has to split at the spaces.
/// It keeps no positions: what stands beside a word is a word of its own, a pair, and so is the beginning of a word, so
/// that a phrase or a letter is one short list as well. Who wrote a message, in which room, and what it has stand there
/// as words that no text can contain: filters meet in the index and a common word need not be read through. Row ids
/// rise with time: newest first costs nothing.
namespace coterie::search {

/// Rises when documentOf() changes its mind about any text: what was indexed before has to be indexed again.
inline constexpr int documentVersion = 2;

/// What the index holds of a message, in UTF-8. Empty for a deleted one, which is not in the index.
[[nodiscard]] QByteArray documentOf(const protocol::Message &message);

/// The words in an index that begin with this, both in UTF-8; none where that cannot be told, or are too many.
using Vocabulary = std::function<std::optional<QList<QByteArray>>(const QByteArray &beginning)>;
inline constexpr int mostWordsNamed = 256; ///< of a vocabulary's answer: more are rare words, FTS5 gathers them faster

/// What FTS5 is asked for a resolved query, always valid. `within`: only in these rooms, as far as the expression can
/// say it (empty: everywhere). It may propose too much, never too little: the caller checks each hit with matches().
/// Empty when there is nothing an index could be asked: no hit.
[[nodiscard]] QString expressionFor(
    const Query &query, const QList<protocol::RoomId> &within, const Vocabulary &vocabulary = {});

} // namespace coterie::search
