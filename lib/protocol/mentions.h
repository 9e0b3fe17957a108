#pragma once

#include "protocol/types.h"

#include <QStringView>

/// Who is meant by "@name" in a text. Used by the server (who to notify) and by the client (what to highlight).
namespace coterie::protocol {

struct Mention {
    qsizetype start = 0; ///< of the '@', in UTF-16 units
    qsizetype length = 0; ///< with the '@'
    UserId userId;
    bool operator==(const Mention &) const = default;
};

/// In the order of the text. The longest name wins ("@Anna Lee" before "@Anna"), case does not matter; not inside code
/// spans and fenced blocks, not inside a word or an address (a@b). Cost: text length plus the number of '@' times the
/// number of users.
[[nodiscard]] QList<Mention> findMentions(QStringView text, const QList<User> &users);
[[nodiscard]] QList<UserId> mentionedUsers(
    QStringView text, const QList<User> &users); ///< each once, in the order of the text

} // namespace coterie::protocol
