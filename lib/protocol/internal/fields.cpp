#include "protocol/internal/fields.h"

#include "protocol/validation.h"

namespace coterie::protocol::internal {

namespace {

constexpr std::int64_t notAnInteger = std::numeric_limits<std::int64_t>::min();

Fault readInteger(const QJsonValue &json, std::int64_t &out, Bounds bounds)
{
    if (!json.isDouble())
        return Fault::Type;
    const std::int64_t value = json.toInteger(notAnInteger); // a fraction or a huge double is none
    if (value == notAnInteger)
        return Fault::Type;
    if (value < bounds.min || value > bounds.max)
        return Fault::Range;
    out = value;
    return Fault::None;
}

template <typename E>
Fault readEnum(const QJsonValue &json, E &out, std::optional<E> (*fromWire)(QStringView))
{
    if (!json.isString())
        return Fault::Type;
    const auto value = fromWire(json.toString());
    if (!value)
        return Fault::Range;
    out = *value;
    return Fault::None;
}

} // namespace

Fault readValue(const QJsonValue &json, QString &out, Bounds bounds)
{
    if (!json.isString())
        return Fault::Type;
    QString text = json.toString();
    if (text.size() < bounds.min || text.size() > bounds.max)
        return Fault::Size;
    // Escapes can spell half a surrogate pair or a NUL, which do not survive UTF-8 or C strings.
    if (!QStringView(text).isValidUtf16() || text.contains(QChar::Null))
        return Fault::Range;
    out = std::move(text);
    return Fault::None;
}

Fault readId(const QJsonValue &json, QString &out)
{
    if (!json.isString())
        return Fault::Type;
    QString text = json.toString();
    if (text.size() > maxIdLength)
        return Fault::Size;
    if (!isId(text))
        return Fault::Range;
    out = std::move(text);
    return Fault::None;
}

Fault readValue(const QJsonValue &json, bool &out, Bounds)
{
    if (!json.isBool())
        return Fault::Type;
    out = json.toBool();
    return Fault::None;
}

Fault readValue(const QJsonValue &json, int &out, Bounds bounds)
{
    std::int64_t value = 0;
    const Fault fault = readInteger(json, value, {bounds.min, std::min(bounds.max, countBounds.max)});
    if (fault == Fault::None)
        out = static_cast<int>(value);
    return fault;
}

Fault readValue(const QJsonValue &json, std::int64_t &out, Bounds bounds)
{
    return readInteger(json, out, bounds);
}

Fault readValue(const QJsonValue &json, double &out, Bounds)
{
    if (!json.isDouble())
        return Fault::Type;
    const double value = json.toDouble();
    if (!std::isfinite(value) || std::abs(value) > maxCoordinate)
        return Fault::Range;
    out = value;
    return Fault::None;
}

Fault readValue(const QJsonValue &json, WallTime &out, Bounds)
{
    std::int64_t value = 0;
    const Fault fault = readInteger(json, value, {0, maxTimestamp});
    if (fault == Fault::None)
        out = fromEpochMillis(value);
    return fault;
}

Fault readValue(const QJsonValue &json, Millis &out, Bounds bounds)
{
    std::int64_t value = 0;
    const Fault fault = readInteger(json, value, bounds);
    if (fault == Fault::None)
        out = Millis {value};
    return fault;
}

Fault readValue(const QJsonValue &json, RoomKind &out, Bounds)
{
    return readEnum(json, out, roomKindFromWire);
}
Fault readValue(const QJsonValue &json, Role &out, Bounds)
{
    return readEnum(json, out, roleFromWire);
}
Fault readValue(const QJsonValue &json, Status &out, Bounds)
{
    return readEnum(json, out, statusFromWire);
}

Fault readValue(const QJsonValue &json, ErrorCode &out, Bounds)
{
    if (!json.isString())
        return Fault::Type;
    out = errorCodeFromWire(json.toString()).value_or(ErrorCode::Internal); // a newer server's code is still a refusal
    return Fault::None;
}

Fault readValue(const QJsonValue &json, NotificationType &out, Bounds)
{
    return readEnum(json, out, notificationTypeFromWire);
}
Fault readValue(const QJsonValue &json, DocumentKind &out, Bounds)
{
    return readEnum(json, out, documentKindFromWire);
}

QJsonValue writeValue(const QString &value)
{
    return value;
}
QJsonValue writeValue(bool value)
{
    return value;
}
QJsonValue writeValue(int value)
{
    return value;
}
QJsonValue writeValue(std::int64_t value)
{
    return static_cast<qint64>(value);
}
QJsonValue writeValue(double value)
{
    return value;
}
QJsonValue writeValue(WallTime value)
{
    return static_cast<qint64>(toEpochMillis(value));
}
QJsonValue writeValue(Millis value)
{
    return static_cast<qint64>(value.count());
}

void Reader::note(QLatin1StringView key, Fault fault)
{
    switch (fault) {
    case Fault::None: return;
    case Fault::Type: return fail({Errc::BadRequest, "The field \"" + toStd(key) + "\" is not of the right type."});
    case Fault::Size: return fail({Errc::TooLarge, "The field \"" + toStd(key) + "\" is too long or too short."});
    case Fault::Range:
        return fail({Errc::BadRequest, "The field \"" + toStd(key) + "\" has a value that is not allowed."});
    }
}

void Reader::fail(Error error)
{
    if (!m_error)
        m_error = std::move(error);
}

std::string Reader::toStd(QLatin1StringView key)
{
    return {key.data(), static_cast<std::size_t>(key.size())};
}

} // namespace coterie::protocol::internal
