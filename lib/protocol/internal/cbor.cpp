#include "protocol/internal/cbor.h"

#include <QCborValue>
#include <QFloat16>
#include <QJsonArray>
#include <QJsonObject>
#include <QtEndian>

#include <bit>
#include <cmath>

namespace coterie::protocol::internal {

namespace {

constexpr int maxDepth = 32;
constexpr int maxKeys =
    4096; ///< inserting into a QJsonObject moves what is behind: a frame full of keys would cost its square
constexpr quint8 indefinite = 31;

class CborReader
{
public:
    explicit CborReader(QByteArrayView bytes) : m_bytes(bytes) { }

    QJsonValue value(int depth)
    {
        if (depth > maxDepth || m_failed)
            return fail();
        const quint8 head = byte();
        const quint8 info = head & 0x1fU;
        switch (head >> 5U) {
        case 0: return integer(argument(info), false);
        case 1: return integer(argument(info), true);
        case 3: return text(info);
        case 4: return array(info, depth);
        case 5: return map(info, depth);
        case 7: return simple(info);
        default: // byte strings and tags
            return fail();
        }
    }

    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] bool atEnd() const { return m_at == m_bytes.size(); }

private:
    QJsonValue fail()
    {
        m_failed = true;
        return {};
    }

    quint8 byte()
    {
        if (m_at >= m_bytes.size()) {
            m_failed = true;
            return 0;
        }
        return static_cast<quint8>(m_bytes[m_at++]);
    }

    template <typename T>
    T bigEndian()
    {
        if (m_bytes.size() - m_at < qsizetype(sizeof(T))) {
            m_failed = true;
            return 0;
        }
        const T value = qFromBigEndian<T>(m_bytes.data() + m_at);
        m_at += qsizetype(sizeof(T));
        return value;
    }

    quint64 argument(quint8 info)
    {
        if (info < 24)
            return info;
        switch (info) {
        case 24: return byte();
        case 25: return bigEndian<quint16>();
        case 26: return bigEndian<quint32>();
        case 27: return bigEndian<quint64>();
        default: m_failed = true; return 0;
        }
    }

    QJsonValue integer(quint64 magnitude, bool negative)
    {
        if (magnitude > quint64(std::numeric_limits<qint64>::max()))
            return fail();
        const auto value = static_cast<qint64>(magnitude);
        return negative ? -1 - value : value;
    }

    QJsonValue simple(quint8 info)
    {
        switch (info) {
        case 20: return false;
        case 21: return true;
        case 22: return QJsonValue::Null;
        case 25: return number(double(float(std::bit_cast<qfloat16>(bigEndian<quint16>()))));
        case 26: return number(double(std::bit_cast<float>(bigEndian<quint32>())));
        case 27: return number(std::bit_cast<double>(bigEndian<quint64>()));
        default: return fail();
        }
    }

    QJsonValue number(double value) { return std::isfinite(value) ? QJsonValue(value) : fail(); }

    QByteArrayView chunk(quint8 info)
    {
        const quint64 length = argument(info);
        if (m_failed || length > quint64(m_bytes.size() - m_at)) {
            m_failed = true;
            return {};
        }
        const QByteArrayView piece = m_bytes.sliced(m_at, qsizetype(length));
        m_at += piece.size();
        if (!piece.isValidUtf8()) // each chunk on its own, as the RFC wants it
            m_failed = true;
        return piece;
    }

    QJsonValue text(quint8 info)
    {
        if (info != indefinite)
            return QString::fromUtf8(chunk(info));
        QString whole;
        while (!m_failed && !atBreak()) {
            const quint8 head = byte();
            if (head >> 5U != 3 || (head & 0x1fU) == indefinite)
                return fail();
            whole += QString::fromUtf8(chunk(head & 0x1fU));
        }
        return whole;
    }

    /// True, and behind it, when the next byte ends an indefinite item.
    bool atBreak()
    {
        if (m_at >= m_bytes.size()) {
            m_failed = true;
            return true;
        }
        if (quint8(m_bytes[m_at]) != 0xff)
            return false;
        ++m_at;
        return true;
    }

    QJsonValue array(quint8 info, int depth)
    {
        QJsonArray out;
        const quint64 length = info == indefinite ? std::numeric_limits<quint64>::max() : argument(info);
        for (quint64 i = 0; i < length && !m_failed; ++i) {
            if (info == indefinite && atBreak())
                break;
            out.append(value(depth + 1));
        }
        return out;
    }

    QJsonValue map(quint8 info, int depth)
    {
        QJsonObject out;
        const quint64 length = info == indefinite ? std::numeric_limits<quint64>::max() : argument(info);
        for (quint64 i = 0; i < length && !m_failed; ++i) {
            if (info == indefinite && atBreak())
                break;
            const quint8 head = byte();
            if (head >> 5U != 3 || i >= maxKeys)
                return fail();
            const QString key = text(head & 0x1fU).toString();
            out.insert(key, value(depth + 1));
        }
        return out;
    }

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace

Result<QJsonValue> decodeCbor(QByteArrayView bytes)
{
    CborReader reader(bytes);
    QJsonValue value = reader.value(1);
    if (reader.failed() || !reader.atEnd())
        return {Errc::Malformed, "The frame is not CBOR that JSON could say."};
    return value;
}

QByteArray encodeCbor(const QJsonValue &value)
{
    return QCborValue::fromJsonValue(value).toCbor();
}

} // namespace coterie::protocol::internal
