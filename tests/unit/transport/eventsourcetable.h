#pragma once

#include "transport/serverevent.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

/// The rules of WHATWG HTML section 9.2 ("Server-sent events") as one table, in our own words. `subject` names the
/// rule; in brackets stands the file of the public web-platform-tests (eventsource/) that has the same subject, where
/// there is one. tst_eventsource runs the table through the reader itself, tst_clisse through the coterie-cli process.
namespace eventsource {

using coterie::transport::ServerEvent;

/// The body of one good answer, and all events in it.
struct Stream {
    QByteArray subject;
    QByteArray bytes;
    QList<ServerEvent> events;
};
[[nodiscard]] QList<Stream> streams();

/// What the server says to one request.
struct Answer {
    enum class End { Close, Stay, Reset };
    QByteArray status = "200 OK"; ///< the whole first line when it begins with "HTTP/"
    QByteArray headers = "Content-Type: text/event-stream\r\n";
    QByteArray body = {};
    End end = End::Close;
};

/// Answers one after the other, the last one again and again, and what the reader has to make of them: "connecting",
/// "open", "closed", and "type|data|id" for an event.
struct Exchange {
    QByteArray subject;
    QList<Answer> answers;
    QStringList log;
    QStringList strictLog = {}; ///< where the default is more patient than the standard
    QList<QByteArray> lastEventIds = {}; ///< what requests 1, 2 … must carry; null: no such header
    int leastWait = 0; ///< ms between the first two requests
    [[nodiscard]] const QStringList &expected(bool isStrict) const
    {
        return isStrict && !strictLog.isEmpty() ? strictLog : log;
    }
};
[[nodiscard]] QList<Exchange> exchanges();

[[nodiscard]] QString entry(const ServerEvent &event); ///< of a log

} // namespace eventsource
