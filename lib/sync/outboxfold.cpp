#include "sync/outbox.h"

#include <QCoreApplication>

#include <algorithm>

// How entries melt into one another, and how ids are filled in.
namespace coterie::sync {

using namespace protocol;
using State = OutboxEntry::State;

namespace {

/// Whether the newer request makes the older one pointless: the same setting of the same thing.
struct Replaces {
    bool operator()(const EditMessage &a, const EditMessage &b) const { return a.messageId == b.messageId; }
    bool operator()(const DeleteMessage &a, const DeleteMessage &b) const { return a.messageId == b.messageId; }
    bool operator()(const React &a, const React &b) const { return a.messageId == b.messageId && a.emoji == b.emoji; }
    bool operator()(const PinMessage &a, const PinMessage &b) const { return a.messageId == b.messageId; }
    bool operator()(const Vote &a, const Vote &b) const { return a.pollId == b.pollId; }
    bool operator()(const ClosePoll &a, const ClosePoll &b) const { return a.pollId == b.pollId; }
    bool operator()(const MarkRead &a, const MarkRead &b) const { return a.roomId == b.roomId; }
    template <typename A, typename B>
    bool operator()(const A &, const B &) const
    {
        return false;
    }
};

void replaceId(MessageId &id, const ClientId &placeholder, const MessageId &real)
{
    if (id.value() == placeholder.value())
        id = real;
}

void replaceId(std::optional<MessageId> &id, const ClientId &placeholder, const MessageId &real)
{
    if (id)
        replaceId(*id, placeholder, real);
}

/// Puts the server's ids where the clientId stood in for them.
struct FillIn {
    const ClientId &placeholder;
    const MessageId &messageId;
    const std::optional<PollId> &pollId;

    void operator()(EditMessage &r) const { replaceId(r.messageId, placeholder, messageId); }
    void operator()(DeleteMessage &r) const { replaceId(r.messageId, placeholder, messageId); }
    void operator()(React &r) const { replaceId(r.messageId, placeholder, messageId); }
    void operator()(PinMessage &r) const { replaceId(r.messageId, placeholder, messageId); }
    void operator()(SendMessage &r) const
    {
        replaceId(r.replyTo, placeholder, messageId);
        replaceId(r.threadId, placeholder, messageId);
    }
    void operator()(Vote &r) const { r.pollId = pollId.value_or(r.pollId); }
    void operator()(ClosePoll &r) const { r.pollId = pollId.value_or(r.pollId); }
    template <typename R>
    void operator()(R &) const
    {
    }
};

/// What made this message, with the text it has by now.
Request requestFor(const Message &message)
{
    if (!message.poll) {
        return SendMessage {.roomId = message.roomId,
            .clientId = message.clientId,
            .text = message.text,
            .replyTo = message.replyTo,
            .threadId = message.threadId,
            .attachments = message.attachments};
    }
    return CreatePoll {.roomId = message.roomId,
        .clientId = message.clientId,
        .question = message.poll->question,
        .options = message.poll->options,
        .multiple = message.poll->multiple,
        .closesAt = message.poll->closesAt};
}

} // namespace

OutboxUpdate Outbox::lostByServer(const QList<Message> &messages)
{
    OutboxUpdate update;
    QHash<MessageId, ClientId> lost;
    for (const Message &message : messages) {
        const bool isClosed = message.poll && message.poll->closed;
        if (isClosed || message.clientId.isEmpty() || find(message.clientId) != nullptr)
            continue;
        OutboxEntry entry {.order = ++m_lastOrder, .roomId = message.roomId, .request = requestFor(message)};
        if (auto *send = std::get_if<SendMessage>(&entry.request)) {
            for (auto *named : {&send->threadId, &send->replyTo}) { // as while both were unsent
                if (!*named || !lost.contains(**named))
                    continue;
                entry.waitsFor = lost.value(**named);
                *named = MessageId(entry.waitsFor.value());
            }
        }
        lost.insert(message.messageId, message.clientId);
        entry.state = State::Failed;
        entry.failure = QCoreApplication::translate("Outbox", "The server has lost this message.");
        update.changed.append(entry);
        m_entries.emplace(entry.order, std::move(entry));
    }
    return update;
}

bool Outbox::foldIntoMessage(const Request &request, const ClientId &waitsFor, OutboxUpdate &update)
{
    const auto found = findMessage(waitsFor);
    if (found == m_entries.end())
        return false;
    OutboxEntry &target = found->second;
    // Once it has been sent, the server may have the old text under this clientId and would not take another.
    const bool isUnsent = target.state == State::Failed || (target.state == State::Pending && target.attempts == 0);
    if (!isUnsent)
        return false;
    if (std::holds_alternative<DeleteMessage>(request)) {
        dropMessage(found, update);
        return true;
    }
    auto *message = std::get_if<SendMessage>(&target.request);
    const auto *edit = std::get_if<EditMessage>(&request);
    if (message == nullptr || edit == nullptr)
        return false;
    message->text = edit->text;
    ++target.revision;
    update.changed.append(target);
    return true;
}

bool Outbox::foldIntoOlder(const RoomId &room, const Request &request, OutboxUpdate &update)
{
    for (auto &[order, entry] : m_entries) {
        if (entry.state != State::Pending || entry.roomId != room)
            continue;
        if (!std::visit(Replaces {}, request, entry.request))
            continue;
        const auto *older = std::get_if<MarkRead>(&entry.request);
        if (older != nullptr && older->seq >= std::get<MarkRead>(request).seq)
            return true;
        entry.request = request;
        ++entry.revision;
        update.changed.append(entry);
        return true;
    }
    return false;
}

/// The server does not have the message: edits that waited for it become its text, and a deletion that waited takes it
/// back.
bool Outbox::foldBack(Entries::iterator found, OutboxUpdate &update)
{
    OutboxEntry &message = found->second;
    for (auto it = m_entries.begin(); it != m_entries.end();) {
        const auto dependent = it++;
        if (dependent->second.waitsFor != message.clientId())
            continue;
        if (std::holds_alternative<DeleteMessage>(dependent->second.request)) {
            dropMessage(found, update);
            return true;
        }
        auto *send = std::get_if<SendMessage>(&message.request);
        const auto *edit = std::get_if<EditMessage>(&dependent->second.request);
        if (send == nullptr || edit == nullptr)
            continue;
        send->text = edit->text;
        ++message.revision;
        update.dropped.append(dependent->second);
        m_entries.erase(dependent);
    }
    return false;
}

void Outbox::resolve(OutboxEntry &entry, const Known &known) const
{
    const FillIn rewrite {known.clientId, known.messageId, known.pollId};
    std::visit(rewrite, entry.request);
    entry.waitsFor = {};
    const auto *reply = std::get_if<SendMessage>(&entry.request);
    if (reply == nullptr)
        return;
    for (const auto &id :
        {reply->replyTo, reply->threadId}) { // it may answer one unsent message in the thread of another
        if (id && find(ClientId(id->value())) != nullptr)
            entry.waitsFor = ClientId(id->value());
    }
}

} // namespace coterie::sync
