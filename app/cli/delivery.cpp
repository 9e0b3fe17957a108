#include "client/bytes.h"
#include "documents.h"
#include "transport/httpclient.h"

#include <QFile>
#include <QSaveFile>
#include <QStringDecoder>

#include <cstdio>

// What comes in from the command line, and what goes out: to the server, to this computer's disk, into a file.
namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestText = qint64 {16} << 20;
constexpr Millis patience {60'000};

} // namespace

Result<QString> decodedText(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder(bytes);
    if (decoder.hasError() || text.contains(QChar::Null))
        return Error {Errc::BadRequest, "This is no text in UTF-8."};
    text.replace(u"\r\n"_s, u"\n"_s);
    return text;
}

Result<QString> givenText(const Invocation &call, qsizetype from)
{
    const QString text = call.arguments().mid(from).join(u' ');
    if (text != "-"_L1)
        return text;
    const auto bytes = standardInput(largestText, "This is too long for a document.");
    return bytes ? decodedText(*bytes) : bytes.error();
}

Result<void> joinRoom(OutboxClient &outbox, const protocol::RoomId &roomId)
{
    const auto rooms = outbox.rooms();
    if (!rooms)
        return rooms.error();
    const auto room = std::ranges::find(*rooms, roomId, &protocol::Room::roomId);
    return room == rooms->end() || room->member ? Result<void>() : outbox.join(roomId);
}

Result<QString> deliver(const Invocation &call, const OpenedOutbox &opened, LiveDocument &live)
{
    if (const auto saved = live.save(); !saved)
        return saved.error();
    const auto settled = opened.offline ? Result<void>() : live.settle();
    if (settled && !opened.offline)
        return u"sent"_s;
    QFile mark(opened.account.queuedMark()); // the next command sends it
    if (!mark.open(QFile::WriteOnly))
        return Error {Errc::Io, "The change could not be kept."};
    if (settled)
        return u"pending"_s;
    if (settled.error().code != Errc::Forbidden)
        call.remark(u"The change is kept on this computer, and the next command sends it."_s);
    return settled.error();
}

Result<QByteArray> stateOf(const Invocation &call, const OpenedOutbox &opened, const protocol::DocumentId &docId)
{
    if (call.isSet(u"version-id"_s)) {
        std::optional<Result<QByteArray>> answer;
        QObject context;
        opened.client->client().versionState(docId, protocol::VersionId {call.value(u"version-id"_s)}, &context,
            [&](const Result<QByteArray> &state) { answer = state; });
        if (!waitFor([&] { return answer.has_value(); }, patience))
            return Error {Errc::TimedOut, "The server did not answer in time."};
        return *answer;
    }
    LiveDocument live(*opened.client, docId);
    if (const auto loaded = live.load(); !loaded)
        return loaded.error();
    if (const auto settled = opened.offline ? Result<void>() : live.settle(); !settled)
        return settled.error();
    return client::toByteArray(live.state());
}

Result<QByteArray> exportedByServer(
    const Invocation &call, const Account &account, const protocol::DocumentId &docId, const QString &query)
{
    transport::HttpClient http;
    http.setLargestAnswer(qint64 {256} << 20);
    http.setTarget(account.server, account.token);
    QString path = u"/api/v1/documents/%1/export?%2"_s.arg(docId.value(), query);
    if (call.isSet(u"version-id"_s))
        path += "&version="_L1 + QString::fromLatin1(QUrl::toPercentEncoding(call.value(u"version-id"_s)));
    std::optional<Result<transport::HttpReply>> answer;
    http.get(path, [&](const Result<transport::HttpReply> &reply) { answer = reply; });
    if (!waitFor([&] { return answer.has_value(); }, patience))
        return Error {Errc::TimedOut, "The server did not answer in time."};
    return *answer ? Result<QByteArray>((*answer)->body) : Result<QByteArray>(answer->error());
}

Exit writeExport(const Invocation &call, const OpenedOutbox &opened, const protocol::DocumentId &docId,
    const QString &format, const QByteArray &bytes)
{
    if (!call.isSet(u"output"_s)) {
        call.printBytes(bytes);
    } else {
        QSaveFile file(call.value(u"output"_s));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return call.fail(Exit::Faulty, u"%1 cannot be written."_s.arg(call.value(u"output"_s)));
        call.print({{u"docId"_s, docId.value()}, {u"format"_s, format}, {u"output"_s, call.value(u"output"_s)},
                       {u"bytes"_s, bytes.size()}},
            u"Written to %1."_s.arg(call.value(u"output"_s)));
    }
    return offlineExit(call, opened);
}

Exit offlineExit(const Invocation &call, const OpenedOutbox &opened)
{
    if (!opened.offline)
        return Exit::Done;
    return call.fail(exitFor(opened.offline->code),
        QString::fromStdString(opened.offline->message) + u" This is what is stored on this computer."_s);
}

} // namespace coterie::cli
