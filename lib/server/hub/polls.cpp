#include "server/hub/messages.h"

// The part of Messages that is about polls.
namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

Result<Messages::Found> Messages::findPoll(UserState &user, const PollId &id)
{
    constexpr char none[] = "There is no such poll.";
    if (auto allowed = m_core.allow(user.changes); !allowed)
        return allowed.error();
    auto found = find(user, keyOf(id), Need::Member, none);
    if (found && !found->message.poll)
        return Error {Errc::NotFound, none};
    return found;
}

Result<SendAck> Messages::createPoll(UserState &user, const CreatePoll &request)
{
    if (auto before = sentBefore(user, request.clientId))
        return *before;
    auto room = m_core.memberRoom(user, request.roomId);
    if (!room)
        return room.error();
    if (auto allowed = m_core.allow(user.messages); !allowed)
        return allowed.error();
    if (request.closesAt && *request.closesAt <= m_core.wall())
        return Error {Errc::BadRequest, "The poll would be over already."};
    Poll poll {.question = request.question,
        .options = request.options,
        .multiple = request.multiple,
        .closesAt = request.closesAt};
    poll.counts.fill(0, poll.options.size());
    const SendAck ack =
        append(user, **room, Message {.clientId = request.clientId, .text = request.question, .poll = poll});
    m_feed.activity(user, u"created a poll in"_s, **room);
    return ack;
}

Result<Ack> Messages::vote(UserState &user, const Vote &request)
{
    auto found = findPoll(user, request.pollId);
    if (!found)
        return found.error();
    const Poll &poll = *found->message.poll;
    if (poll.closed)
        return Error {Errc::Conflict, "This poll is closed."};
    QList<int> options = request.options;
    std::ranges::sort(options);
    if (!poll.multiple && options.size() > 1)
        return Error {Errc::BadRequest, "This poll takes one answer."};
    if (!options.isEmpty() && (options.first() < 0 || options.last() >= poll.options.size()))
        return Error {Errc::BadRequest, "This poll has no such answer."};
    const QList<int> before = m_core.storage.messages.votesOf(found->key, user.id());
    if (before == options)
        return Ack {};
    m_core.storage.messages.setVotes(found->key, user.id(), options);
    sayPoll(*found);
    const Seq seq = found->room->row.lastSeq;
    if (before.isEmpty())
        m_feed.activity(user, u"voted in"_s, *found->room);
    return Ack {.seq = seq};
}

Result<Ack> Messages::closePoll(UserState &user, const ClosePoll &request)
{
    auto found = findPoll(user, request.pollId);
    if (!found)
        return found.error();
    const bool isAdmin = user.row.user.role == Role::Admin || found->room->members.find(user.id())->role == Role::Admin;
    if (found->message.userId != user.id() && !isAdmin)
        return Error {Errc::Forbidden, "Only its author or an administrator can close a poll."};
    if (found->message.poll->closed)
        return Ack {};
    m_core.storage.messages.closePoll(found->key);
    sayPoll(*found);
    return Ack {.seq = found->room->row.lastSeq};
}

void Messages::closeDuePolls()
{
    while (const auto due = m_core.storage.messages.nextPollToClose()) {
        if (due->at > m_core.wall())
            return;
        m_core.storage.messages.closePoll(due->key);
        auto message = m_core.storage.messages.message(due->key);
        RoomState *const room = message ? m_core.state.room(message->roomId) : nullptr;
        if (room != nullptr)
            sayPoll({due->key, std::move(*message), room});
    }
}

void Messages::sayPoll(const Found &found)
{
    const auto message = m_core.storage.messages.message(found.key);
    if (!message || !message->poll)
        return;
    const Poll &poll = *message->poll;
    const Seq seq = record(*found.room, EventKind::Poll, found.key);
    m_core.out.toRoom(*found.room,
        encodeFrame(toEnvelope(PollUpdated {
            found.room->id(), message->messageId, poll.pollId, poll.counts, poll.voters, poll.closed, seq})));
    m_feed.poll(poll);
}

} // namespace coterie::server
