#include "server/hub/messages.h"

// The reading half of Messages: pages, what was missed, search.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int defaultPage = 50;

/// Of one answer, in UTF-16 units of which JSON makes at most six bytes: with any text an answer stays below the 8 MiB
/// our clients take. Without it a few hundred of the longest messages would close the link of everyone who comes back,
/// for good.
constexpr qsizetype largestAnswer = 1'000'000;

qsizetype weightOf(const Message &message)
{
    constexpr qsizetype fields = 500; // the rest of a message, and about what an id takes
    constexpr qsizetype id = 20;
    qsizetype weight = fields + message.text.size() + id * message.mentions.size();
    for (const Reaction &reaction : message.reactions)
        weight += id * (1 + reaction.users.size());
    for (const Attachment &attachment : message.attachments)
        weight += fields + attachment.name.size();
    return weight;
}

/// A direct conversation bears the other one's name.
QString nameFor(const RoomState &room, const UserState &reader)
{
    if (room.row.kind == RoomKind::Direct) {
        for (const Member &each : room.members) {
            if (each.user != &reader)
                return each.user->row.user.username;
        }
    }
    return room.row.name;
}

/// Takes away what is farthest from the place that was asked for.
void limitWeight(HistoryPage &page, const GetHistory &query)
{
    qsizetype weight = 0;
    for (const Message &message : std::as_const(page.messages))
        weight += weightOf(message);
    while (weight > largestAnswer && page.messages.size() > 1) {
        const Seq toFirst = query.around.value_or(0) - page.messages.first().seq;
        const Seq toLast = page.messages.last().seq - query.around.value_or(0);
        const bool cutsLast = query.after || (query.around && toLast >= toFirst);
        weight -= weightOf(cutsLast ? page.messages.takeLast() : page.messages.takeFirst());
        (cutsLast ? page.hasAfter : page.hasBefore) = true;
    }
}

} // namespace

Result<HistoryReply> Messages::history(UserState &user, const GetHistory &request)
{
    if (auto allowed = m_core.allow(user.reads); !allowed)
        return allowed.error();
    auto room = m_core.visibleRoom(user, request.roomId);
    if (!room)
        return room.error();
    // Any number may come over HTTP; these limits keep the arithmetic on it defined.
    GetHistory query = request;
    for (std::optional<Seq> *seq : {&query.before, &query.after, &query.around}) {
        if (*seq)
            *seq = std::clamp<Seq>(**seq, 0, Seq {1} << 53);
    }
    if (query.at)
        query.around = m_core.storage.messages.seqAt(query.roomId, *query.at);
    HistoryPage page =
        m_core.storage.messages.history(query, std::clamp(request.limit.value_or(defaultPage), 1, maxHistoryPage));
    limitWeight(page, query);
    for (Message &message : page.messages)
        complete(message, &user);
    return HistoryReply {.roomId = request.roomId,
        .messages = std::move(page.messages),
        .hasBefore = page.hasBefore,
        .hasAfter = page.hasAfter};
}

Messages::Missed Messages::missedSince(const UserState &user, const RoomState &room, const JoinRoom &request)
{
    if (!request.since)
        return {};
    if (*request.since < 0 || *request.since > room.row.lastSeq)
        return {.events = {}, .truncated = true};
    const Seq missed = room.row.lastSeq - *request.since;
    const bool otherLog = request.epoch && *request.epoch != m_core.state.epoch();
    if (otherLog || missed > m_core.config.limits.replayEvents)
        return {.events = {}, .truncated = true};
    Missed result;
    qsizetype weight = 0;
    for (const EventRow &row :
        m_core.storage.messages.eventsAfter(room.id(), *request.since, static_cast<int>(missed))) {
        auto message = m_core.storage.messages.message(row.message);
        if (!message)
            return {.events = {}, .truncated = true}; // cannot happen in a whole log; history is then the way
        weight += weightOf(*message);
        if (weight > largestAnswer)
            return {.events = {}, .truncated = true};
        complete(*message, &user);
        switch (row.kind) {
        case EventKind::Created: result.events.append(MessageCreated {*message}); break;
        case EventKind::Updated: result.events.append(MessageUpdated {*message, row.seq}); break;
        case EventKind::Deleted: result.events.append(MessageDeleted {room.id(), message->messageId, row.seq}); break;
        case EventKind::Reaction:
            result.events.append(ReactionUpdated {room.id(), message->messageId, row.emoji,
                m_core.storage.messages.reactors(row.message, row.emoji), row.seq,
                m_core.storage.messages.emojiOf(row.message)});
            break;
        case EventKind::Poll: {
            const Poll poll = message->poll.value_or(Poll {.pollId = pollIdOf(row.message), .closed = true});
            result.events.append(PollUpdated {
                room.id(), message->messageId, poll.pollId, poll.counts, poll.voters, poll.closed, row.seq});
            break;
        }
        }
    }
    return result;
}

Result<search::Query> Messages::queryOf(const UserState &user, const SearchRequest &request) const
{
    search::Query query = search::parse(request.text, search::Place::here(m_core.wall()));
    search::resolve(query,
        {.people =
                [&](const QString &name) {
                    QList<UserId> people;
                    if (name.compare("me"_L1, Qt::CaseInsensitive) == 0)
                        people.append(user.id());
                    for (const auto &[id, person] : m_core.state.users()) {
                        const User &known = person->row.user;
                        if (known.userId.value() == name || search::isNamed(name, known.username))
                            people.append(known.userId);
                    }
                    return people;
                },
            .rooms =
                [&](const QString &name) {
                    QList<RoomId> rooms;
                    for (const auto &[id, room] : m_core.state.rooms()) {
                        if (m_core.state.canSee(*room, user)
                            && (id.value() == name || search::isNamed(name, nameFor(*room, user))))
                            rooms.append(id);
                    }
                    return rooms;
                }});
    if (!query.problem.isEmpty())
        return Error {Errc::BadRequest, query.problem.toStdString()};
    if (request.room)
        query.rooms = {*request.room};
    if (request.from)
        query.authors = {*request.from};
    if (request.before)
        query.before = std::min(query.before.value_or(*request.before), *request.before);
    if (request.after)
        query.after = std::max(query.after.value_or(*request.after), *request.after);
    return query;
}

Result<QList<Message>> Messages::search(UserState &user, const SearchRequest &request)
{
    if (auto allowed = m_core.allow(user.reads); !allowed)
        return allowed.error();
    SearchRange range {
        .rooms = {}, .below = keyOf(MessageId {request.cursor}), .limit = std::clamp(request.limit, 1, maxSearchPage)};
    if (request.room) {
        auto room = m_core.visibleRoom(user, *request.room);
        if (!room)
            return room.error();
        range.rooms.append(*request.room);
    } else {
        for (const auto &[id, room] : m_core.state.rooms()) {
            if (m_core.state.canSee(*room, user))
                range.rooms.append(id);
        }
    }
    const auto query = queryOf(user, request);
    if (!query)
        return query.error();
    QList<Message> messages;
    qsizetype weight = 0;
    for (Message &message : m_core.storage.search.find(*query, range)) {
        if (weight > largestAnswer)
            break;
        weight += weightOf(message);
        complete(message, &user);
        messages.append(std::move(message));
    }
    return messages;
}

} // namespace coterie::server
