#pragma once

#include "protocol/types.h"

namespace coterie::faults {

/// Everything of a message that all people see alike, on one line: two pictures are equal when the messages are.
[[nodiscard]] inline QString pictureOf(const protocol::Message &message)
{
    using namespace Qt::StringLiterals;
    QStringList parts {QString::number(message.seq), message.messageId.value(), message.clientId.value(),
        message.userId.value(), QString::number(toEpochMillis(message.timestamp)), message.text};
    parts.append(message.replyTo ? message.replyTo->value() : u"-"_s);
    parts.append(message.deleted ? u"deleted"_s : message.editedAt ? u"edited"_s : u"as written"_s);
    parts.append(message.pinned ? u"pinned"_s : u"loose"_s);
    for (const protocol::Reaction &reaction : message.reactions) {
        QStringList users;
        for (const protocol::UserId &user : reaction.users)
            users.append(user.value());
        parts.append(reaction.emoji + u'=' + users.join(u','));
    }
    if (message.poll) {
        QStringList counts;
        for (const int count : message.poll->counts)
            counts.append(QString::number(count));
        parts.append(u"poll %1 of %2%3"_s.arg(counts.join(u'/'))
                         .arg(message.poll->voters)
                         .arg(message.poll->closed ? u" closed"_s : QString()));
    }
    return parts.join(u'|');
}

} // namespace coterie::faults
