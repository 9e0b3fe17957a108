#include "client/overlay.h"

#include <algorithm>

namespace coterie::client {

using protocol::Message;
using protocol::UserId;
using sync::OutboxEntry;

namespace {

struct IsAbout {
    const Message &message;

    [[nodiscard]] bool operator()(const protocol::EditMessage &r) const { return r.messageId == message.messageId; }
    [[nodiscard]] bool operator()(const protocol::DeleteMessage &r) const { return r.messageId == message.messageId; }
    [[nodiscard]] bool operator()(const protocol::React &r) const { return r.messageId == message.messageId; }
    [[nodiscard]] bool operator()(const protocol::PinMessage &r) const { return r.messageId == message.messageId; }
    [[nodiscard]] bool operator()(const protocol::Vote &r) const { return isPoll(r.pollId); }
    [[nodiscard]] bool operator()(const protocol::ClosePoll &r) const { return isPoll(r.pollId); }
    template <typename R>
    [[nodiscard]] bool operator()(const R &) const
    {
        return false;
    }

private:
    [[nodiscard]] bool isPoll(const protocol::PollId &id) const { return message.poll && message.poll->pollId == id; }
};

struct Apply {
    Message &message;
    const UserId &self;
    WallTime now;

    void operator()(const protocol::EditMessage &r) const
    {
        message.text = r.text;
        message.editedAt = now;
    }
    void operator()(const protocol::DeleteMessage &) const
    {
        message.deleted = true;
        message.text.clear();
        message.attachments.clear();
        message.reactions.clear();
        message.poll.reset();
    }
    void operator()(const protocol::React &r) const
    {
        auto found = std::ranges::find(message.reactions, r.emoji, &protocol::Reaction::emoji);
        if (r.on) {
            if (found == message.reactions.end()) {
                message.reactions.append({r.emoji, {}});
                found = std::prev(message.reactions.end());
            }
            if (!found->users.contains(self))
                found->users.append(self);
        } else if (found != message.reactions.end()) {
            found->users.removeAll(self);
            if (found->users.isEmpty())
                message.reactions.erase(found);
        }
    }
    void operator()(const protocol::PinMessage &r) const { message.pinned = r.on; }
    void operator()(const protocol::Vote &r) const
    {
        if (!message.poll)
            return;
        protocol::Poll &poll = *message.poll;
        const auto add = [&poll](const QList<int> &options, int by) {
            for (const int option : options) {
                if (option >= 0 && option < poll.counts.size())
                    poll.counts[option] = std::max(0, poll.counts[option] + by);
            }
        };
        add(poll.ownVotes, -1);
        add(r.options, 1);
        poll.voters = std::max(0, poll.voters + int {!r.options.isEmpty()} - int {!poll.ownVotes.isEmpty()});
        poll.ownVotes = r.options;
    }
    void operator()(const protocol::ClosePoll &) const
    {
        if (message.poll)
            message.poll->closed = true;
    }
    template <typename R>
    void operator()(const R &) const
    {
    }
};

MessageEntry rowOf(const Message &message, const UserId &self)
{
    MessageEntry row;
    row.key = keyOf(message, self);
    row.message = message;
    row.own = message.userId == self;
    row.mentionsMe = message.mentions.contains(self);
    return row;
}

} // namespace

bool changes(const OutboxEntry &entry, const Message &message)
{
    return entry.waitsFor.isEmpty() && std::visit(IsAbout {message}, entry.request);
}

void applyRequest(Message &message, const protocol::Request &request, const UserId &self, WallTime now)
{
    std::visit(Apply {message, self, now}, request);
}

Message messageOf(const OutboxEntry &entry, const protocol::User &self, WallTime madeAt)
{
    Message message;
    message.clientId = entry.clientId();
    message.roomId = entry.roomId;
    message.userId = self.userId;
    message.username = self.username;
    message.timestamp = madeAt;
    if (const auto *send = std::get_if<protocol::SendMessage>(&entry.request)) {
        message.text = send->text;
        message.replyTo = send->replyTo;
        message.threadId = send->threadId;
        message.attachments = send->attachments;
    } else if (const auto *create = std::get_if<protocol::CreatePoll>(&entry.request)) {
        message.text = create->question;
        message.poll = protocol::Poll {.pollId = protocol::PollId {message.clientId.value()},
            .question = create->question,
            .options = create->options,
            .counts = QList<int>(create->options.size(), 0),
            .multiple = create->multiple,
            .closesAt = create->closesAt,
            .ownVotes = {}};
    }
    return message;
}

MessageEntry sentRow(const Message &message, const QList<OutboxEntry> &outbox, const UserId &self, WallTime now)
{
    MessageEntry row = rowOf(message, self);
    for (const OutboxEntry &entry : outbox) {
        if (!changes(entry, message))
            continue;
        applyRequest(row.message, entry.request, self, now);
        row.changePending = true;
    }
    return row;
}

MessageEntry unsentRow(
    const OutboxEntry &entry, const QList<OutboxEntry> &outbox, const protocol::User &self, WallTime madeAt)
{
    MessageEntry row = rowOf(messageOf(entry, self, madeAt), self.userId);
    const bool failed = entry.state == OutboxEntry::State::Failed;
    row.delivery = failed ? Delivery::Failed : Delivery::Pending;
    row.failure = entry.failure;
    row.outboxOrder = entry.order;
    for (const OutboxEntry &other : outbox) {
        if (other.isMessage() || other.waitsFor != entry.clientId())
            continue;
        applyRequest(row.message, other.request, self.userId, madeAt);
        row.changePending = true;
    }
    return row;
}

QString keyOf(const Message &message, const UserId &self)
{
    return message.userId == self && !message.clientId.isEmpty() ? message.clientId.value() : message.messageId.value();
}

} // namespace coterie::client
