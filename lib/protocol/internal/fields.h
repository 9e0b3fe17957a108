#pragma once

#include "protocol/documents.h"
#include "protocol/envelope.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <limits>
#include <type_traits>

/// The codec's engine: every struct lists its fields once, in a `fields(archive, value)` template, and a Writer or a
/// Reader walks the list. So what is written and what is read cannot drift apart.
namespace coterie::protocol::internal {

inline constexpr std::int64_t maxExactInteger = 9'007'199'254'740'991; ///< 2^53 - 1: what every JSON reader keeps exact
inline constexpr std::int64_t maxTimestamp = 8'640'000'000'000'000; ///< the end of time in ECMAScript
inline constexpr std::int64_t maxText = 1'048'576; ///< characters of any text field; the server's own limits are lower
inline constexpr double maxCoordinate = 1e9;

/// Numbers: smallest and largest value. Text: smallest and largest length in UTF-16 units. Lists: number of elements.
struct Bounds {
    std::int64_t min = 0;
    std::int64_t max = maxText;
};
inline constexpr Bounds seqBounds {0, maxExactInteger};
inline constexpr Bounds countBounds {0, std::numeric_limits<int>::max()};
inline constexpr Bounds nameBounds {0, 256}; ///< of names as received from a server, which checks them more strictly
inline constexpr Bounds listBounds {0, 65'536};

class Reader;
class Writer;
template <typename Archive, typename T>
using Like = std::conditional_t<std::is_same_v<Archive, Writer>, const T, T>;

enum class Fault { None, Type, Size, Range };

[[nodiscard]] Fault readValue(const QJsonValue &json, QString &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, bool &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, int &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, std::int64_t &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, double &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, WallTime &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, Millis &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, RoomKind &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, Role &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, Status &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, ErrorCode &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, NotificationType &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, DocumentKind &out, Bounds bounds);
[[nodiscard]] Fault readValue(const QJsonValue &json, RoomEvent &out, Bounds bounds);
[[nodiscard]] Fault readId(const QJsonValue &json, QString &out);
template <typename Tag>
[[nodiscard]] Fault readValue(const QJsonValue &json, StrongId<Tag, QString> &out, Bounds bounds);
template <typename T>
[[nodiscard]] Fault readValue(const QJsonValue &json, std::optional<T> &out, Bounds bounds);
template <typename T>
[[nodiscard]] Fault readValue(const QJsonValue &json, QList<T> &out, Bounds bounds);
template <typename T>
requires std::is_aggregate_v<T>
[[nodiscard]] Fault readValue(const QJsonValue &json, T &out, Bounds bounds);

[[nodiscard]] QJsonValue writeValue(const QString &value);
[[nodiscard]] QJsonValue writeValue(bool value);
[[nodiscard]] QJsonValue writeValue(int value);
[[nodiscard]] QJsonValue writeValue(std::int64_t value);
[[nodiscard]] QJsonValue writeValue(double value);
[[nodiscard]] QJsonValue writeValue(WallTime value);
[[nodiscard]] QJsonValue writeValue(Millis value);
[[nodiscard]] QJsonValue writeValue(const RoomEvent &value);
template <typename E>
requires std::is_enum_v<E>
[[nodiscard]] QJsonValue writeValue(E value)
{
    return toWire(value);
}
template <typename Tag>
[[nodiscard]] QJsonValue writeValue(const StrongId<Tag, QString> &value)
{
    return value.value();
}
template <typename T>
[[nodiscard]] QJsonValue writeValue(const std::optional<T> &value);
template <typename T>
[[nodiscard]] QJsonValue writeValue(const QList<T> &value);
template <typename T>
requires std::is_aggregate_v<T>
[[nodiscard]] QJsonValue writeValue(const T &value);

/// Puts fields into an object.
class Writer
{
public:
    /// Always there, and must be there when read.
    template <typename T>
    void required(QLatin1StringView key, const T &value, Bounds = {})
    {
        m_json.insert(key, writeValue(value));
    }
    /// Always written; a reader that does not find it keeps the default.
    template <typename T>
    void defaulted(QLatin1StringView key, const T &value, Bounds = {})
    {
        m_json.insert(key, writeValue(value));
    }
    /// Written only when it is not the default.
    template <typename T>
    void optional(QLatin1StringView key, const T &value, Bounds = {})
    {
        if (!(value == T {}))
            m_json.insert(key, writeValue(value));
    }
    template <typename Check>
    void check(Check &&)
    {
    }

    [[nodiscard]] QJsonObject &json() { return m_json; }

private:
    QJsonObject m_json;
};

/// Takes fields out of an object and keeps the first failure, so that one test at the end is enough.
class Reader
{
public:
    explicit Reader(QJsonObject json) : m_json(std::move(json)) { }

    template <typename T>
    void required(QLatin1StringView key, T &value, Bounds bounds = {})
    {
        const auto found = m_json.constFind(key);
        if (found == m_json.constEnd() || found->isNull())
            fail({Errc::BadRequest, "The field \"" + toStd(key) + "\" is missing."});
        else
            note(key, readValue(*found, value, bounds));
    }
    template <typename T>
    void defaulted(QLatin1StringView key, T &value, Bounds bounds = {})
    {
        const auto found = m_json.constFind(key);
        if (found != m_json.constEnd() && !found->isNull())
            note(key, readValue(*found, value, bounds));
    }
    template <typename T>
    void optional(QLatin1StringView key, T &value, Bounds bounds = {})
    {
        defaulted(key, value, bounds);
    }
    /// A rule over fields already read: a callable that returns Result<void>. Not called after a failure.
    template <typename Check>
    void check(Check &&rule)
    {
        if (m_error)
            return;
        if (const Result<void> result = rule(); !result)
            fail(result.error());
    }

    [[nodiscard]] const QJsonObject &json() const { return m_json; }
    [[nodiscard]] const std::optional<Error> &error() const { return m_error; }
    void note(QLatin1StringView key, Fault fault);
    void fail(Error error);

private:
    [[nodiscard]] static std::string toStd(QLatin1StringView key);

    const QJsonObject m_json;
    std::optional<Error> m_error;
};

template <typename T>
[[nodiscard]] QJsonObject encode(const T &value)
{
    Writer out;
    fields(out, value);
    return out.json();
}

template <typename T>
[[nodiscard]] Result<T> decode(const QJsonObject &json)
{
    Reader in(json);
    T value;
    fields(in, value);
    if (in.error())
        return *in.error();
    return value;
}

template <typename Tag>
Fault readValue(const QJsonValue &json, StrongId<Tag, QString> &out, Bounds)
{
    QString text;
    const Fault fault = readId(json, text);
    if (fault == Fault::None)
        out = StrongId<Tag, QString>(std::move(text));
    return fault;
}

template <typename T>
Fault readValue(const QJsonValue &json, std::optional<T> &out, Bounds bounds)
{
    return readValue(json, out.emplace(), bounds);
}

/// `bounds` are those of the elements; a list is bounded by the frame it comes in and by listBounds.
template <typename T>
Fault readValue(const QJsonValue &json, QList<T> &out, Bounds bounds)
{
    if (!json.isArray())
        return Fault::Type;
    const QJsonArray array = json.toArray();
    if (array.size() > listBounds.max)
        return Fault::Size;
    out.reserve(array.size());
    for (const auto &element : array) {
        T value {};
        if (const Fault fault = readValue(element, value, bounds); fault != Fault::None)
            return fault;
        out.append(std::move(value));
    }
    return Fault::None;
}

template <typename T>
requires std::is_aggregate_v<T> Fault readValue(const QJsonValue &json, T &out, Bounds)
{
    if (!json.isObject())
        return Fault::Type;
    auto value = decode<T>(json.toObject());
    if (!value)
        return Fault::Range;
    out = *std::move(value);
    return Fault::None;
}

template <typename T>
QJsonValue writeValue(const std::optional<T> &value)
{
    return value ? writeValue(*value) : QJsonValue();
}

template <typename T>
QJsonValue writeValue(const QList<T> &value)
{
    QJsonArray array;
    for (const T &element : value)
        array.append(writeValue(element));
    return array;
}

template <typename T>
requires std::is_aggregate_v<T> QJsonValue writeValue(const T &value)
{
    return encode(value);
}

} // namespace coterie::protocol::internal
