#pragma once

#include "base/time.h"
#include "transport/serverevent.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace coterie::transport {

struct EventLimits {
    qsizetype line = qsizetype {1} << 20; ///< bytes, without the line end
    qsizetype event = qsizetype {8} << 20; ///< bytes of all data lines together
};

/// The event stream grammar of WHATWG HTML section 9.2.6, byte by byte: bytes go in as they come from the network,
/// events come out. Every byte is looked at once and copied at most once, straight to the field it belongs to.
class EventParser
{
public:
    enum class Outcome { NeedsMore, Event, TooLong };

    explicit EventParser(EventLimits limits = {});

    /// A new connection: what was half read is forgotten, the last event id stays what the caller says.
    void restart(QString lastEventId);

    /// Reads `input` up to the end of the next event and moves its start past what was read. After Event there may be
    /// more in it; after NeedsMore it is empty. TooLong is final: the stream broke a limit.
    [[nodiscard]] Outcome next(QByteArrayView &input);

    [[nodiscard]] const ServerEvent &event() const { return m_event; } ///< the one next() has just announced
    [[nodiscard]] const QString &lastEventId() const { return m_lastEventId; } ///< of the last dispatched block
    [[nodiscard]] std::optional<Millis> retry() const { return m_retry; } ///< as the stream said it, at most 24 days

private:
    enum class Field { None, Data, Event, Id, Retry };
    enum class Part { Name, ValueStart, Value };

    void skipByteOrderMark(QByteArrayView &input);
    void take(QByteArrayView piece);
    void beginValue();
    [[nodiscard]] bool endLine(); ///< true: an event is ready
    [[nodiscard]] bool dispatch();
    void applyRetry();
    [[nodiscard]] bool isTooLong() const;

    EventLimits m_limits;
    bool m_atStart = true; ///< a byte order mark may still come
    bool m_skipLineFeed = false; ///< the last line ended with CR: an LF right after belongs to it
    Part m_part = Part::Name;
    Field m_field = Field::None;
    qsizetype m_lineLength = 0;
    QByteArray m_name; ///< of this line's field, only as much as is needed to know it
    QByteArray m_value; ///< of an id or retry line, which count only when whole
    QByteArray m_data;
    QByteArray m_type;
    QString m_id; ///< becomes the last event id with the next dispatch
    QString m_lastEventId;
    std::optional<Millis> m_retry;
    ServerEvent m_event;
};

} // namespace coterie::transport
