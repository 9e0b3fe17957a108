#include "sync/plainbridge.h"

#include "protocol/notices.h"
#include "sync/internal/plainwords.h"

#include <algorithm>

// What was said and is not confirmed.
namespace coterie::sync {

using namespace Qt::StringLiterals;
using namespace protocol;
using namespace plainwords;

void PlainBridge::on(const QString &id, const SendMessage &request, PlainStep &step)
{
    const bool isPlainText = !request.threadId && !request.replyTo && request.attachments.isEmpty();
    const auto room = m_rooms.find(request.roomId);
    if (!isPlainText) {
        refuse(id, ErrorCode::Unsupported,
            sentence("This is a plain server (%1), which knows nothing but text.").arg(plain::nameOf(m_dialect)), step);
        return;
    }
    if (room == m_rooms.end() || (!plain::abilitiesOf(m_dialect).rooms && request.roomId != onlyRoom())) {
        refuse(id, ErrorCode::NotFound, sentence("You are not in this room."), step);
        return;
    }
    const auto known = std::ranges::find_if(m_sent,
        [&](const Sent &sent) { return !request.clientId.isEmpty() && sent.request.clientId == request.clientId; });
    Sent sent {.envelopeId = id, .request = request, .at = m_now, .wall = m_wall};
    if (m_repeat == Repeat::Maybe) {
        if (known != m_sent.end()) {
            sent.at = known->at;
            sent.wall = known->wall;
        }
        sent.isOfThisRun = known != m_sent.end();
        sent.state = Sent::State::Doubtful;
    }
    if (known != m_sent.end())
        m_sent.erase(known);
    if (m_sent.size() >= maxSent)
        m_sent.pop_front();
    m_sent.push_back(std::move(sent));
    if (m_repeat == Repeat::No)
        transmit(m_sent.back(), step);
    else if (!room->second.historyUntil)
        settleHistory(room->second, step);
}

void PlainBridge::transmit(Sent &sent, PlainStep &step) const
{
    sent.at = m_now;
    sent.wall = m_wall;
    step.frames.append(plain::encode(m_dialect, plain::Speaker::Client,
        {.room = sent.request.roomId.value(),
            .id = sent.request.clientId.value(),
            .clientId = sent.request.clientId.value(),
            .author = {m_self.userId.value(), m_self.username},
            .text = sent.request.text,
            .timestamp = m_wall}));
}

bool PlainBridge::hasArrived(const Sent &sent) const
{
    return plain::abilitiesOf(m_dialect).maySkipSender && m_echoes != Echoes::Come && m_reached && *m_reached > sent.at;
}

/// After `sameWithin` an echo could hardly be told from the same words said again.
Instant PlainBridge::settlesAt(const Sent &sent) const
{
    if (!hasArrived(sent))
        return sent.at + m_rules.confirmWithin;
    return sent.at + (m_echoes == Echoes::Missing ? m_rules.echoWithin : m_rules.sameWithin);
}

void PlainBridge::settleSent(PlainStep &step)
{
    for (Sent &sent : m_sent) {
        if (sent.state != Sent::State::Waiting || m_now < settlesAt(sent))
            continue;
        const auto room = m_rooms.find(sent.request.roomId);
        if (hasArrived(sent) && room != m_rooms.end()) {
            believe(room->second, sent, step);
            continue;
        }
        sent.state = Sent::State::GivenUp;
        refuse(
            std::exchange(sent.envelopeId, {}), ErrorCode::Internal, sentence("The server did not confirm it."), step);
    }
}

/// It stays in the list, so that an echo is known as one.
void PlainBridge::believe(Room &room, Sent &sent, PlainStep &step)
{
    m_echoes = Echoes::Missing;
    sent.state = Sent::State::Believed;
    protocol::Message own = ownMessage(room, sent, sent.request.clientId.value());
    own.text = sent.request.text;
    own.timestamp = sent.wall;
    acknowledge(room, sent, own, step);
    append(room, std::move(own), step);
}

void PlainBridge::confirm(Room &room, std::size_t index, const plain::Message &message, Source source, PlainStep &step)
{
    const Sent sent = m_sent[index];
    m_sent.erase(m_sent.begin() + static_cast<std::ptrdiff_t>(index));
    learnOwn(message.author);
    if (source == Source::Live) {
        m_echoes = Echoes::Come;
        step.isAnswer = true;
    }
    if (sent.state == Sent::State::Believed)
        return; // it is in the log
    protocol::Message own = ownMessage(room, sent, message.id);
    own.text = message.text;
    own.timestamp = message.timestamp.value_or(m_wall);
    acknowledge(room, sent, own, step);
    append(room, std::move(own), step);
}

protocol::Message PlainBridge::ownMessage(const Room &room, const Sent &sent, const QString &givenId)
{
    protocol::Message own;
    own.messageId = newMessageId(room, givenId);
    own.clientId = sent.request.clientId;
    own.roomId = room.roomId;
    own.userId = m_self.userId;
    own.username = m_self.username;
    return own;
}

void PlainBridge::acknowledge(const Room &room, const Sent &sent, const protocol::Message &own, PlainStep &step) const
{
    if (!sent.envelopeId.isEmpty())
        step.events.append(toEnvelope(
            SendAck {own.messageId, own.clientId, room.last + 1, own.timestamp, std::nullopt}, sent.envelopeId));
}

std::optional<std::size_t> PlainBridge::sentAs(const Room &room, const plain::Message &message, Source source) const
{
    const auto index = [&](auto predicate) -> std::optional<std::size_t> {
        const auto found = std::ranges::find_if(
            m_sent, [&](const Sent &sent) { return sent.request.roomId == room.roomId && predicate(sent); });
        return found == m_sent.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - m_sent.begin()));
    };
    const auto byId = index([&](const Sent &sent) {
        const QString id = sent.request.clientId.value();
        return !id.isEmpty() && (message.clientId == id || message.id == id);
    });
    if (byId || !message.clientId.isEmpty()) // another client's id is somebody else's message
        return byId;
    return index([&](const Sent &sent) { return isSame(sent, message, source); });
}

bool PlainBridge::isSame(const Sent &sent, const plain::Message &message, Source source) const
{
    if (sent.request.text.trimmed() != message.text.trimmed() || !sent.isOfThisRun || !mayBeOwn(message.author))
        return false;
    // Where no echo has ever come, the same words are rather somebody else's.
    if (sent.state == Sent::State::Believed && !message.author.isEmpty() && !isOwn(message.author))
        return false;
    const bool isStampedSo =
        message.timestamp && std::chrono::abs(*message.timestamp - sent.wall) <= m_rules.sameWithin;
    // Clocks differ by hours: what comes within the time was said within it.
    const bool cameSo = source == Source::Live && m_now - sent.at <= m_rules.sameWithin;
    return isStampedSo || cameSo;
}

} // namespace coterie::sync
