#include "commands.h"
#include "documents.h"
#include "lines.h"
#include "workspace.h"

#include "protocol/documents.h"

#include <QFile>

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;
using client::DocumentSummary;

namespace {

/// Nobody answers: what is stored on this computer is better than nothing, and is said to be that.
Exit offlineExit(const Invocation &call, const OpenedOutbox &opened)
{
    if (!opened.offline)
        return Exit::Done;
    return call.fail(exitFor(opened.offline->code),
        QString::fromStdString(opened.offline->message) + u" This is what is stored on this computer."_s);
}

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

Exit list(const Invocation &call)
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
        if (roomId.isEmpty() || summary.document.roomId == roomId)
            call.print(jsonOf(summary), lineOf(summary));
    }
    return offlineExit(call, *opened);
}

Exit mark(const Invocation &call, const Account &account)
{
    QFile queued(account.queuedMark());
    return queued.open(QFile::WriteOnly) ? Exit::Done : call.fail(Exit::Faulty, u"The change could not be kept."_s);
}

/// Waits until the list shows what was asked for, or a notice says why not.
template <typename Condition>
Exit follow(const Invocation &call, OpenedOutbox &opened, const DocumentId &docId, Condition isDone)
{
    constexpr Millis patience {15'000};
    const auto find = [&] { return findDocument(opened.client->documents(), docId.value()); };
    static_cast<void>(opened.client->takeNotices());
    QStringList refused;
    const bool isOver = waitFor(
        [&] {
            refused += opened.client->takeNotices();
            const auto summary = find();
            return !refused.isEmpty() || (summary && (opened.offline || isDone(*summary)));
        },
        patience);
    if (!refused.isEmpty())
        return call.fail(Exit::Refused, refused.first());
    if (!isOver)
        return call.fail(Exit::TimedOut, u"The server did not answer in time."_s);
    if (opened.offline) {
        if (const Exit kept = mark(call, opened.account); kept != Exit::Done)
            return kept;
    }
    QJsonObject line = jsonOf(*find());
    line.insert(u"status"_s, opened.offline ? u"pending"_s : u"sent"_s);
    call.print(line, opened.offline ? u"Kept for later: the server cannot be reached."_s : lineOf(*find()));
    return Exit::Done;
}

Exit create(const Invocation &call)
{
    const QString title = call.arguments().mid(2).join(u' ');
    if (const auto checked = checkDocumentTitle(title); !checked)
        return call.misused(QString::fromStdString(checked.error().message));
    auto opened = openDocuments(call, call.isSet(u"queue"_s));
    if (!opened)
        return call.fail(opened.error());
    OutboxClient &outbox = *opened->client;
    const auto rooms = opened->offline ? Result(outbox.storedRooms()) : outbox.rooms();
    if (!rooms)
        return call.fail(rooms.error());
    const auto room = findRoom(*rooms, call.argument(1));
    if (!room && !opened->offline)
        return call.fail(room.error());
    if (room && !room->member && !opened->offline) {
        if (const auto joined = outbox.join(room->roomId); !joined)
            return call.fail(joined.error());
    }
    const RoomId roomId = room ? room->roomId : RoomId {call.argument(1)}; // never seen here: taken at its word
    const DocumentId docId = outbox.client().createDocument({.title = title, .roomId = roomId});
    return follow(call, *opened, docId, [](const DocumentSummary &summary) { return !summary.unsent; });
}

Exit rename(const Invocation &call)
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
    return follow(call, *opened, docId,
        [&](const DocumentSummary &summary) { return summary.document.title == title && !summary.unsent; });
}

Exit remove(const Invocation &call)
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

Exit cat(const Invocation &call)
{
    const auto opened = openDocuments(call, true);
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    LiveText live(*opened->client, document->document.docId);
    if (const auto loaded = live.load(); !loaded)
        return call.fail(loaded.error());
    if (opened->offline && !document->stored)
        return call.fail(*opened->offline);
    if (const auto settled = opened->offline ? Result<void>() : live.settle(); !settled)
        return call.fail(settled.error());
    if (call.isJson()) {
        QJsonObject line = jsonOf(*document);
        line.insert(u"text"_s, live.text());
        call.print(line, {});
    } else {
        call.printText(live.text());
    }
    return offlineExit(call, *opened);
}

Exit doc(Invocation &call)
{
    struct Part {
        QLatin1StringView name;
        qsizetype least;
        qsizetype most; ///< -1: any number
        Exit (*run)(const Invocation &);
    };
    static constexpr Part parts[] = {
        {"list"_L1, 1, 1, list},
        {"create"_L1, 3, -1, create},
        {"rename"_L1, 3, -1, rename},
        {"remove"_L1, 2, 2, remove},
        {"cat"_L1, 2, 2, cat},
        {"write"_L1, 3, -1, changeDocument},
        {"append"_L1, 3, -1, changeDocument},
        {"edit"_L1, 2, 2, changeDocument},
        {"export"_L1, 2, 2, exportDocument},
        {"versions"_L1, 2, 5, documentVersions},
    };
    const auto count = call.arguments().size();
    for (const Part &part : parts) {
        if (call.argument(0) != part.name)
            continue;
        if (count >= part.least && (part.most < 0 || count <= part.most))
            return part.run(call);
        break;
    }
    return call.misused(
        u"Write it so: doc list, doc create ROOM TITLE, doc cat DOC, doc write DOC TEXT, doc append DOC "
        u"TEXT, doc edit DOC, doc rename DOC TITLE, doc remove DOC, doc export DOC, doc versions DOC"_s);
}

} // namespace

Command docCommand()
{
    return {u"doc"_s,
        u"list | create ROOM TITLE | cat DOC | write DOC TEXT | append DOC TEXT | edit DOC | rename DOC TITLE | remove "
        u"DOC | export DOC | versions DOC [save NAME | restore V | compare V [W] | remove V]"_s,
        u"Documents, named by id or title. write and append read standard input for \"-\"; edit opens $EDITOR and "
        u"merges "
        u"what changed."_s,
        {{u"room"_s, u"list: only those of this room."_s, u"ROOM"_s},
            {u"queue"_s, u"When the server cannot be reached, keep the change; the next command sends it."_s},
            {u"format"_s, u"export: md, html or yjs (md)."_s, u"F"_s},
            {u"output"_s, u"export: into this file."_s, u"FILE"_s},
            {u"version-id"_s, u"export: as it was in this version."_s, u"V"_s}},
        1, -1, doc};
}

} // namespace coterie::cli
