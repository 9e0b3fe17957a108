#include "transport/eventparser.h"

#include <QStringDecoder>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace coterie::transport {

namespace {

constexpr QByteArrayView byteOrderMark("\xEF\xBB\xBF");
constexpr qsizetype longestName = 5; // "event", "retry"
constexpr std::int64_t longestRetry = std::numeric_limits<int>::max(); // of a QTimer: 24 days

// QString::fromUtf8() would swallow a byte order mark at the start of a value, which is data here.
std::optional<QString> wellFormed(QByteArrayView bytes)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    return decoder.hasError() ? std::nullopt : std::optional(text);
}

struct Sequence {
    qsizetype size = 1; ///< bytes that could still have become one character
    bool isWhole = false;
};

// The UTF-8 decoder of the WHATWG Encoding standard: what is no character counts as far as it could have been one.
Sequence sequenceAt(QByteArrayView bytes, qsizetype at)
{
    const auto byteAt = [&](qsizetype i) { return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U; };
    const unsigned lead = byteAt(at);
    if (lead < 0x80)
        return {1, true};
    const qsizetype size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return {};
    const unsigned least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byteAt(at + 1) < least || byteAt(at + 1) > most)
        return {};
    qsizetype good = 2;
    while (good < size && byteAt(at + good) >= 0x80 && byteAt(at + good) <= 0xBF)
        ++good;
    return {good, good == size};
}

// QStringDecoder makes one replacement of every byte of a character that was cut short; the standard wants one in all.
QString decoded(QByteArrayView bytes)
{
    if (auto text = wellFormed(bytes))
        return *std::move(text);
    QString text;
    for (qsizetype at = 0; at < bytes.size();) {
        const Sequence sequence = sequenceAt(bytes, at);
        if (sequence.isWhole)
            text += wellFormed(bytes.sliced(at, sequence.size)).value_or(QString());
        else
            text += QChar::ReplacementCharacter;
        at += sequence.size;
    }
    return text;
}

} // namespace

EventParser::EventParser(EventLimits limits) : m_limits(limits) { }

void EventParser::restart(QString lastEventId)
{
    EventParser fresh(m_limits);
    fresh.m_retry = m_retry;
    fresh.m_id = lastEventId;
    fresh.m_lastEventId = std::move(lastEventId);
    *this = std::move(fresh);
}

EventParser::Outcome EventParser::next(QByteArrayView &input)
{
    while (!input.isEmpty() && !isTooLong()) {
        if (m_atStart) {
            skipByteOrderMark(input);
            continue;
        }
        if (m_skipLineFeed) {
            m_skipLineFeed = false;
            if (input.front() == '\n')
                input = input.sliced(1);
            continue;
        }
        const auto *const lineEnd =
            std::find_if(input.begin(), input.end(), [](char byte) { return byte == '\n' || byte == '\r'; });
        take(input.first(lineEnd - input.begin()));
        if (lineEnd == input.end()) {
            input = {};
            break;
        }
        m_skipLineFeed = *lineEnd == '\r';
        input = input.sliced(lineEnd - input.begin() + 1);
        if (!isTooLong() && endLine())
            return Outcome::Event;
    }
    return isTooLong() ? Outcome::TooLong : Outcome::NeedsMore;
}

// One mark is dropped, also when it comes in pieces. What only began like one is the start of a field name.
void EventParser::skipByteOrderMark(QByteArrayView &input)
{
    const qsizetype seen = m_name.size();
    if (input.front() != byteOrderMark[seen]) {
        m_atStart = false;
        m_lineLength = seen;
        return;
    }
    m_name.append(input.front());
    input = input.sliced(1);
    if (m_name.size() == byteOrderMark.size()) {
        m_name.clear();
        m_atStart = false;
    }
}

void EventParser::take(QByteArrayView piece)
{
    m_lineLength += piece.size();
    if (m_lineLength > m_limits.line)
        return;
    if (m_part == Part::Name) {
        const qsizetype colon = piece.indexOf(':');
        const QByteArrayView name = colon < 0 ? piece : piece.first(colon);
        // One byte more than the longest name is enough to know that it is none of ours.
        m_name.append(name.first(std::min(name.size(), longestName + 1 - std::min(m_name.size(), longestName + 1))));
        if (colon < 0)
            return;
        beginValue();
        piece = piece.sliced(colon + 1);
    }
    if (m_part == Part::ValueStart && !piece.isEmpty()) {
        m_part = Part::Value;
        if (piece.front() == ' ')
            piece = piece.sliced(1);
    }
    switch (m_field) {
    case Field::None: break;
    case Field::Data: m_data.append(piece); break;
    case Field::Event: m_type.append(piece); break;
    case Field::Id:
    case Field::Retry: m_value.append(piece); break;
    }
}

void EventParser::beginValue()
{
    m_part = Part::ValueStart;
    m_value.clear();
    if (m_name == "data"_ba) {
        m_field = Field::Data;
    } else if (m_name == "event"_ba) {
        m_field = Field::Event;
        m_type.clear();
    } else if (m_name == "id"_ba) {
        m_field = Field::Id;
    } else if (m_name == "retry"_ba) {
        m_field = Field::Retry;
    } else {
        m_field = Field::None;
    }
}

bool EventParser::endLine()
{
    if (m_part == Part::Name && m_name.isEmpty())
        return dispatch();
    if (m_part == Part::Name) // a line without a colon is a name with an empty value
        beginValue();
    switch (m_field) {
    case Field::None:
    case Field::Event: break;
    case Field::Data: m_data.append('\n'); break;
    case Field::Id:
        if (!m_value.contains('\0'))
            m_id = decoded(m_value);
        break;
    case Field::Retry: applyRetry(); break;
    }
    m_part = Part::Name;
    m_field = Field::None;
    m_lineLength = 0;
    m_name.clear();
    return false;
}

bool EventParser::dispatch()
{
    m_lastEventId = m_id;
    const QByteArray type = std::exchange(m_type, {});
    const QByteArray data = std::exchange(m_data, {});
    if (data.isEmpty())
        return false;
    m_event = {type.isEmpty() ? u"message"_s : decoded(type), decoded(QByteArrayView(data).chopped(1)), m_lastEventId};
    return true;
}

void EventParser::applyRetry()
{
    const bool digitsOnly =
        !m_value.isEmpty() && std::ranges::all_of(m_value, [](char byte) { return byte >= '0' && byte <= '9'; });
    if (!digitsOnly)
        return;
    std::int64_t value = 0;
    for (const char digit : std::as_const(m_value))
        value = std::min(longestRetry, value * 10 + (digit - '0'));
    m_retry = Millis(value);
}

bool EventParser::isTooLong() const
{
    return m_lineLength > m_limits.line || m_data.size() > m_limits.event;
}

} // namespace coterie::transport
