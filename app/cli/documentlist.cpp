#include "documents.h"
#include "lines.h"
#include "workspace.h"

#include "protocol/documents.h"

#include <QFile>

#include <algorithm>

// What texts and boards have in common: there is a list of them, they are made, named and removed.
namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;
using client::DocumentSummary;

namespace {

QString lineOf(const DocumentSummary &summary)
{
    QString line =
        u"%1  %2  %3  %4 bytes  %5"_s
            .arg(summary.document.docId.value(), clockOf(summary.document.updatedAt), summary.document.roomId.value())
            .arg(summary.document.bytes)
            .arg(summary.document.title);
    if (summary.unsent)
        line += u"  (not sent yet)"_s;
    else if (summary.waiting > 0)
        line += summary.waiting == 1 ? u"  (1 change waiting)"_s : u"  (%1 changes waiting)"_s.arg(summary.waiting);
    return line;
}

Exit mark(const Invocation &call, const Account &account)
{
    QFile queued(account.queuedMark());
    return queued.open(QFile::WriteOnly) ? Exit::Done : call.fail(Exit::Faulty, u"The change could not be kept."_s);
}

/// Waits until the list shows what was asked for, or a notice says why not.
template <typename Condition>
Result<void> follow(OpenedOutbox &opened, const DocumentId &docId, Condition isDone)
{
    constexpr Millis patience {15'000};
    static_cast<void>(opened.client->takeNotices());
    QStringList refused;
    const bool isOver = waitFor(
        [&] {
            refused += opened.client->takeNotices();
            const auto summary = findDocument(opened.client->documents(), docId.value());
            return !refused.isEmpty() || (summary && (opened.offline || isDone(*summary)));
        },
        patience);
    if (!refused.isEmpty())
        return Error {Errc::Forbidden, refused.first().toStdString()};
    return isOver ? Result<void>() : Error {Errc::TimedOut, "The server did not answer in time."};
}

/// Says what has become of it.
Exit report(const Invocation &call, const OpenedOutbox &opened, const DocumentId &docId)
{
    if (opened.offline) {
        if (const Exit kept = mark(call, opened.account); kept != Exit::Done)
            return kept;
    }
    const auto summary = findDocument(opened.client->documents(), docId.value());
    if (!summary)
        return call.fail(summary.error());
    QJsonObject line = jsonOf(*summary);
    line.insert(u"status"_s, opened.offline ? u"pending"_s : u"sent"_s);
    call.print(line, opened.offline ? u"Kept for later: the server cannot be reached."_s : lineOf(*summary));
    return Exit::Done;
}

/// Where a new one is to be: a room that this person is in.
Result<RoomId> roomFor(OpenedOutbox &opened, const QString &name)
{
    OutboxClient &outbox = *opened.client;
    const auto rooms = opened.offline ? Result(outbox.storedRooms()) : outbox.rooms();
    if (!rooms)
        return rooms.error();
    const auto room = findRoom(*rooms, name);
    if (!room && !opened.offline)
        return room.error();
    if (room && !room->member && !opened.offline) {
        if (const auto joined = outbox.join(room->roomId); !joined)
            return joined.error();
    }
    return room ? room->roomId : RoomId {name}; // never seen here: taken at its word
}

} // namespace

Exit listDocuments(const Invocation &call, std::optional<DocumentKind> only)
{
    const auto opened = openDocuments(call, true);
    if (!opened)
        return call.fail(opened.error());
    RoomId roomId;
    if (call.isSet(u"room"_s)) {
        const auto rooms = opened->offline ? Result(opened->client->storedRooms()) : opened->client->rooms();
        const auto room = rooms ? findRoom(*rooms, call.value(u"room"_s)) : Result<Room>(rooms.error());
        if (!room)
            return call.fail(room.error());
        roomId = room->roomId;
    }
    auto documents = opened->client->documents();
    std::ranges::sort(documents, std::greater(), [](const DocumentSummary &d) { return d.document.updatedAt; });
    for (const DocumentSummary &summary : std::as_const(documents)) {
        const bool isMeant = !only || summary.document.kind == *only;
        if (isMeant && (roomId.isEmpty() || summary.document.roomId == roomId))
            call.print(jsonOf(summary), lineOf(summary));
    }
    return offlineExit(call, *opened);
}

Exit createDocument(const Invocation &call, DocumentKind kind, const Fill &fill)
{
    const QString title = call.arguments().mid(2).join(u' ');
    if (const auto checked = checkDocumentTitle(title); !checked)
        return call.misused(QString::fromStdString(checked.error().message));
    auto opened = openDocuments(call, call.isSet(u"queue"_s));
    if (!opened)
        return call.fail(opened.error());
    const auto roomId = roomFor(*opened, call.argument(1));
    if (!roomId)
        return call.fail(roomId.error());
    const DocumentId docId = opened->client->client().createDocument({.title = title, .roomId = *roomId, .kind = kind});
    auto done = follow(*opened, docId, [](const DocumentSummary &summary) { return !summary.unsent; });
    if (done && fill)
        done = fill(*opened, docId);
    return done ? report(call, *opened, docId) : call.fail(done.error());
}

Exit renameDocument(const Invocation &call)
{
    const QString title = call.arguments().mid(2).join(u' ');
    if (const auto checked = checkDocumentTitle(title); !checked)
        return call.misused(QString::fromStdString(checked.error().message));
    auto opened = openDocuments(call, call.isSet(u"queue"_s));
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    const DocumentId docId = document->document.docId;
    opened->client->client().renameDocument(docId, title);
    const auto done = follow(*opened, docId,
        [&](const DocumentSummary &summary) { return summary.document.title == title && !summary.unsent; });
    return done ? report(call, *opened, docId) : call.fail(done.error());
}

Exit removeDocument(const Invocation &call)
{
    const auto opened = openDocuments(call, false);
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    std::optional<Result<void>> answer;
    QObject context;
    opened->client->client().removeDocument(
        document->document.docId, &context, [&](const Result<void> &result) { answer = result; });
    if (!waitFor([&] { return answer.has_value(); }, Millis(30'000)))
        return call.fail(Exit::TimedOut, u"The server did not answer in time."_s);
    if (!*answer)
        return call.fail(answer->error());
    call.print({{u"docId"_s, document->document.docId.value()}, {u"title"_s, document->document.title},
                   {u"status"_s, u"sent"_s}},
        u"Removed \"%1\"."_s.arg(document->document.title));
    return Exit::Done;
}

} // namespace coterie::cli
