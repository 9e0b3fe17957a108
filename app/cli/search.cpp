#include "commands.h"
#include "lines.h"
#include "outboxclient.h"
#include "search/matcher.h"
#include "search/query.h"
#include "search/words.h"
#include "workspace.h"

#include <QFile>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qint64 mostHits = 10'000;
constexpr qint64 page = 100; // the server gives no more at once

QString typedBy(const Invocation &call)
{
    return call.arguments().join(u' ');
}

void show(const Invocation &call, const search::Query &query, const QList<Message> &messages)
{
    for (const Message &message : messages) {
        const QString line = search::normalForm(lineOf(message));
        const qsizetype words = line.indexOf(message.username) + message.username.size(); // who and when is no hit
        QList<std::pair<qsizetype, qsizetype>> marked;
        for (const search::Span &span : search::spansOf(query, QStringView(line).sliced(words)))
            marked.append({span.start + words, span.length});
        call.print(toJson(message), line, marked);
    }
}

/// Nobody answers: what is stored on this computer is better than nothing.
Exit searchHere(Invocation &call, const search::Query &query, qint64 limit, const Error &why)
{
    auto account = offlineAccount(call);
    if (!account || !QFile::exists(account->storePath()))
        return call.fail(why);
    account->token.clear();
    OutboxClient client(*account);
    client::SearchAsk ask {.text = typedBy(call), .limit = static_cast<int>(limit)};
    if (call.isSet(u"room"_s)) {
        const auto room = findRoom(client.storedRooms(), call.value(u"room"_s));
        if (!room)
            return call.fail(why);
        ask.roomId = room->roomId;
    }
    show(call, query, client.searchHere(ask).messages);
    return call.fail(
        exitFor(why.code), QString::fromStdString(why.message) + u" Only messages on this computer were searched."_s);
}

Exit search(Invocation &call)
{
    const auto limit = call.number(u"limit"_s, 1, mostHits);
    if (!limit)
        return call.misused(QString::fromStdString(limit.error().message));
    const search::Query query = search::parse(typedBy(call), search::Place::here(SystemClock().wallNow()));
    if (!query.problem.isEmpty())
        return call.misused(query.problem);
    auto wanted = limit->value_or(50);
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return connected.error().code == Errc::Unavailable ? searchHere(call, query, wanted, connected.error())
                                                           : call.fail(connected.error());
    Search request {.query = search::toText(query)};
    request.before = query.before;
    request.after = query.after;
    if (call.isSet(u"room"_s)) {
        const auto room = workspace.room(call.value(u"room"_s));
        if (!room)
            return call.fail(room.error());
        request.roomId = room->roomId;
    }
    while (wanted > 0) {
        request.limit = static_cast<int>(std::min(wanted, page));
        const auto answer = workspace.wire().ask(request);
        if (!answer)
            return call.fail(answer.error());
        const auto found = searchResultsFromJson(*answer);
        if (!found)
            return call.fail(found.error());
        show(call, query, found->messages);
        wanted -= found->messages.size();
        if (found->messages.size() < *request.limit)
            break;
        request.cursor = found->messages.last().messageId.value();
    }
    return Exit::Done;
}

} // namespace

Command searchCommand()
{
    return {u"search"_s, u"WORDS"_s,
        u"Find messages, newest first: words, \"a phrase\", -word, from:NAME, in:ROOM, before:DATE, after:DATE, "
        "on:DATE, has:link|file|image|poll|code, is:pinned|edited."_s,
        {{u"room"_s, u"Only in this room."_s, u"ROOM"_s}, {u"limit"_s, u"At most so many (50)."_s, u"N"_s}}, 1, -1,
        search};
}

} // namespace coterie::cli
