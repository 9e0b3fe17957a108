#include "protocol/envelope.h"

#include "protocol/internal/cbor.h"
#include "protocol/internal/json.h"
#include "protocol/validation.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace coterie::protocol {

using namespace Qt::StringLiterals;

namespace {

using internal::decodeJson;
using internal::maxBatch;
using internal::maxType;

Result<Envelope> envelopeFromJson(const QJsonValue &json)
{
    if (!json.isObject())
        return {Errc::Malformed, "An envelope is an object."};
    const QJsonObject object = json.toObject();
    Envelope envelope {.type = object.value("type"_L1).toString()};
    if (envelope.type.isEmpty() || envelope.type.size() > maxType)
        return {Errc::Malformed, "An envelope needs a type."};
    if (const QJsonValue id = object.value("id"_L1); !id.isUndefined() && !id.isNull()) {
        if (!id.isString() || !isId(id.toString()))
            return {Errc::Malformed, "An envelope's id is a text of at most 64 characters."};
        envelope.id = id.toString();
    }
    if (const QJsonValue room = object.value("room"_L1); room.isString() && room.toString().size() <= maxRoomName)
        envelope.room = room.toString();
    envelope.payload = object.value("payload"_L1);
    if (envelope.payload.isUndefined())
        envelope.payload = object.value("data"_L1);
    if (envelope.payload.isUndefined())
        envelope.payload = QJsonObject();
    return envelope;
}

QJsonObject toJson(const Envelope &envelope)
{
    QJsonObject json {{"type"_L1, envelope.type}};
    if (!envelope.id.isEmpty())
        json.insert("id"_L1, envelope.id);
    if (!envelope.room.isEmpty())
        json.insert("room"_L1, envelope.room);
    json.insert("payload"_L1, envelope.payload.isNull() ? QJsonValue(QJsonObject()) : envelope.payload);
    return json;
}

} // namespace

Result<QList<Envelope>> decodeFrame(const QByteArray &bytes, Encoding encoding)
{
    if (bytes.size() > internal::maxFrame)
        return {Errc::TooLarge, "The frame is too large."};
    const auto json = encoding == Encoding::Json ? decodeJson(bytes) : internal::decodeCbor(bytes);
    if (!json)
        return json.error();
    const QJsonArray batch = json->isArray() ? json->toArray() : QJsonArray {*json};
    if (batch.size() > maxBatch)
        return {Errc::TooLarge, "A batch holds at most 256 envelopes."};
    QList<Envelope> envelopes;
    envelopes.reserve(batch.size());
    for (const auto &item : batch) {
        auto envelope = envelopeFromJson(item);
        if (!envelope)
            return envelope.error();
        envelopes.append(*std::move(envelope));
    }
    return envelopes;
}

QByteArray encodeFrame(const Envelope &envelope, Encoding encoding)
{
    const QJsonObject json = toJson(envelope);
    return encoding == Encoding::Json ? QJsonDocument(json).toJson(QJsonDocument::Compact) : internal::encodeCbor(json);
}

QByteArray encodeFrame(const QList<Envelope> &batch, Encoding encoding)
{
    QJsonArray json;
    for (const Envelope &envelope : batch)
        json.append(toJson(envelope));
    return encoding == Encoding::Json ? QJsonDocument(json).toJson(QJsonDocument::Compact) : internal::encodeCbor(json);
}

} // namespace coterie::protocol
