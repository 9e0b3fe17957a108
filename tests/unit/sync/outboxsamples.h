#pragma once

#include "sync/outbox.h"

/// What the tests of the outbox put into it, and what a server would answer.
namespace outboxsamples {

using namespace coterie;
using namespace coterie::sync;
using namespace coterie::protocol;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using State = OutboxEntry::State;

inline const Instant start {};
inline const RoomId general(u"general"_s);

inline SendMessage message(const QString &client, const QString &text = u"text"_s)
{
    return {.roomId = general, .clientId = ClientId(client), .text = text};
}

inline MessageId placeholder(const QString &client)
{
    return MessageId(client);
}

inline QJsonObject sendAck(const QString &client, Seq seq)
{
    return toEnvelope(SendAck {.messageId = MessageId(u"m-"_s + client),
                          .clientId = ClientId(client),
                          .seq = seq,
                          .timestamp = {},
                          .pollId = PollId(u"p-"_s + client)},
        u"x"_s)
        .object();
}

inline QString idOf(const Outbox::Outgoing &outgoing)
{
    return outgoing.envelope.id;
}

inline WireError refusal(const QString &id, ErrorCode code, std::optional<Millis> after = {})
{
    return {.code = code, .message = u"No."_s, .retryAfter = after, .replyTo = id};
}

} // namespace outboxsamples
