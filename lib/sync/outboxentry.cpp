#include "sync/outbox.h"

namespace coterie::sync {

using namespace Qt::StringLiterals;

bool OutboxEntry::isMessage() const
{
    return std::holds_alternative<protocol::SendMessage>(request)
        || std::holds_alternative<protocol::CreatePoll>(request);
}

protocol::ClientId OutboxEntry::clientId() const
{
    if (const auto *message = std::get_if<protocol::SendMessage>(&request))
        return message->clientId;
    if (const auto *poll = std::get_if<protocol::CreatePoll>(&request))
        return poll->clientId;
    return {};
}

QJsonObject toJson(const OutboxEntry &entry)
{
    const protocol::Envelope envelope = protocol::toEnvelope(entry.request);
    QJsonObject json {{"order"_L1, static_cast<qint64>(entry.order)}, {"roomId"_L1, entry.roomId.value()},
        {"type"_L1, envelope.type}, {"payload"_L1, envelope.payload}};
    if (!entry.waitsFor.isEmpty())
        json.insert("waitsFor"_L1, entry.waitsFor.value());
    if (entry.state == OutboxEntry::State::Failed) {
        json.insert("failure"_L1, entry.failure);
        json.insert("withTarget"_L1, entry.failedWithTarget);
    }
    return json;
}

Result<OutboxEntry> outboxEntryFromJson(const QJsonObject &json)
{
    auto request =
        protocol::requestFromEnvelope({.type = json.value("type"_L1).toString(), .payload = json.value("payload"_L1)});
    const qint64 order = json.value("order"_L1).toInteger();
    const QString room = json.value("roomId"_L1).toString();
    if (!request || order <= 0)
        return {Errc::Corrupt, "Something that waited to be sent cannot be read."};
    OutboxEntry entry {.order = order, .roomId = protocol::RoomId(room), .request = *std::move(request)};
    entry.waitsFor = protocol::ClientId(json.value("waitsFor"_L1).toString());
    if (const QJsonValue failure = json.value("failure"_L1); failure.isString()) {
        entry.state = OutboxEntry::State::Failed;
        entry.failure = failure.toString();
        entry.failedWithTarget = json.value("withTarget"_L1).toBool();
    }
    return entry;
}

} // namespace coterie::sync
