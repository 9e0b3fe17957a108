#include "commands.h"
#include "lines.h"
#include "outboxclient.h"
#include "transport/httpclient.h"
#include "workspace.h"

#include "base/random.h"

#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

#include <cstdio>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr qint64 largestText = 1 << 20; // the server's own limit is far below
constexpr qint64 largestFile = qint64 {256} << 20;

Result<QString> textOf(const Invocation &call)
{
    QString text = call.arguments().mid(1).join(u' ');
    if (text != "-"_L1)
        return text;
    const auto bytes = standardInput(largestText, "This is too long for a message.");
    if (!bytes)
        return bytes.error();
    text = QString::fromUtf8(*bytes);
    if (text.endsWith(u'\n'))
        text.chop(1);
    return text;
}

Exit sent(const Invocation &call, const Message &message, bool isConfirmed = true)
{
    QJsonObject line = toJson(message);
    line.insert(u"status"_s, u"sent"_s);
    QString text = lineOf(message);
    if (!isConfirmed) {
        line.insert(u"confirmed"_s, false);
        text += u"  (not confirmed by this server)"_s;
    }
    call.print(line, text);
    return Exit::Done;
}

Exit queue(const Invocation &call, const Account &account, OutboxClient &outbox, const QString &text)
{
    const auto room = findRoom(outbox.storedRooms(), call.argument(0));
    QString name = call.argument(0);
    while (name.startsWith(u'#') || name.startsWith(u' '))
        name.remove(0, 1);
    const RoomId roomId = room ? room->roomId : RoomId {name}; // never seen here: the id is taken at its word
    const auto entry = outbox.queue({.roomId = roomId, .text = text, .replyToKey = {}, .threadId = {}});
    if (!entry)
        return call.fail(Exit::Faulty, QString::fromStdString(entry.error().message));
    QFile mark(account.queuedMark());
    if (!mark.open(QFile::WriteOnly))
        return call.fail(Exit::Faulty, u"The message could not be kept."_s);
    call.print(
        {{u"status"_s, u"pending"_s}, {u"clientId"_s, entry->key}, {u"roomId"_s, roomId.value()}, {u"text"_s, text}},
        u"Kept for later: the server cannot be reached."_s);
    return Exit::Done;
}

Exit sendOnline(const Invocation &call, const Account &account, OutboxClient &outbox, const QString &text)
{
    const auto rooms = outbox.rooms();
    if (!rooms)
        return call.fail(rooms.error());
    const auto dialect = outbox.dialect();
    const auto room = dialect ? findPlainRoom(*dialect, *rooms, call.argument(0)) : findRoom(*rooms, call.argument(0));
    if (!room)
        return call.fail(room.error());
    if (dialect && call.isSet(u"reply-to"_s))
        return call.fail(plainRefusal(*dialect, u"it knows nothing but text"_s));
    if (!room->member) {
        if (const auto joined = outbox.join(room->roomId); !joined)
            return call.fail(joined.error());
    }
    client::Outgoing message {.roomId = room->roomId, .text = text, .replyToKey = {}, .threadId = {}};
    if (call.isSet(u"reply-to"_s)) {
        const auto key = outbox.keyOf(room->roomId, MessageId {call.value(u"reply-to"_s)});
        if (!key)
            return call.fail(key.error());
        message.replyToKey = *key;
    }
    const auto entry = outbox.send(message);
    if (!entry)
        return call.fail(entry.error());
    if (QFile::exists(account.queuedMark())) {
        for (const QString &refused : outbox.drain())
            static_cast<void>(call.fail(Exit::Refused, refused));
        if (!outbox.hasWaiting())
            QFile::remove(account.queuedMark());
    }
    return sent(call, entry->message, outbox.confirms());
}

Exit sendText(const Invocation &call, const QString &text)
{
    const auto opened = openOutbox(call, call.isSet(u"queue"_s));
    if (!opened)
        return call.fail(opened.error());
    return opened->offline ? queue(call, opened->account, *opened->client, text)
                           : sendOnline(call, opened->account, *opened->client, text);
}

Result<Attachment> upload(const Account &account, const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        return Error {Errc::BadRequest, u"%1 cannot be read."_s.arg(path).toStdString()};
    if (file.size() > largestFile)
        return Error {Errc::TooLarge, "The file is too large."};
    transport::HttpClient http;
    http.setTarget(account.server, account.token);
    std::optional<Result<transport::HttpReply>> answer;
    const QByteArray name = QUrl::toPercentEncoding(QFileInfo(path).fileName());
    http.postBytes(u"/api/v1/files?name="_s + QString::fromLatin1(name), file.readAll(),
        QMimeDatabase().mimeTypeForFile(path).name().toLatin1(),
        [&](Result<transport::HttpReply> reply) { answer = std::move(reply); });
    static_cast<void>(waitFor([&] { return answer.has_value(); }, Millis(600'000)));
    if (!answer)
        return Error {Errc::TimedOut, "The server did not take the file in time."};
    if (!*answer)
        return answer->error();
    return attachmentFromJson((*answer)->json());
}

// Files do not wait in the outbox, so this goes straight over the wire.
Exit sendFile(const Invocation &call, const QString &text)
{
    Workspace workspace(call);
    if (const auto connected = workspace.connect(); !connected)
        return call.fail(connected.error());
    if (const auto dialect = workspace.wire().dialect())
        return call.fail(plainRefusal(*dialect, u"it takes no files"_s));
    const auto room = workspace.joinedRoom(call.argument(0));
    if (!room)
        return call.fail(room.error());
    const auto file = upload(workspace.account(), call.value(u"file"_s));
    if (!file)
        return call.fail(file.error());
    SendMessage request {.roomId = room->roomId,
        .clientId = ClientId {QString::fromStdString(Random::fromSystem().uuid())},
        .text = text,
        .attachments = {*file}};
    if (call.isSet(u"reply-to"_s))
        request.replyTo = MessageId {call.value(u"reply-to"_s)};
    const auto answer = workspace.wire().ask(request);
    if (!answer)
        return call.fail(answer.error());
    const auto ack = sendAckFromJson(*answer);
    if (!ack)
        return call.fail(ack.error());
    Message message;
    message.messageId = ack->messageId;
    message.clientId = request.clientId;
    message.roomId = room->roomId;
    message.seq = ack->seq;
    message.userId = workspace.wire().welcome().self.userId;
    message.username = workspace.wire().welcome().self.username;
    message.text = text;
    message.timestamp = ack->timestamp;
    message.replyTo = request.replyTo;
    message.attachments = request.attachments;
    return sent(call, message);
}

Exit send(Invocation &call)
{
    const bool hasFile = call.isSet(u"file"_s);
    if (call.arguments().size() < 2 && !hasFile)
        return call.misused(u"What is to be sent?"_s);
    if (hasFile && call.isSet(u"queue"_s))
        return call.misused(u"A file cannot wait: leave out --queue or --file."_s);
    const auto text = textOf(call);
    if (!text)
        return call.fail(text.error());
    return hasFile ? sendFile(call, *text) : sendText(call, *text);
}

} // namespace

Command sendCommand()
{
    return {u"send"_s, u"ROOM TEXT"_s,
        u"Send a message and wait until the server has it; \"-\" reads standard input."_s,
        {{u"file"_s, u"Attach this file."_s, u"PATH"_s}, {u"reply-to"_s, u"Answer this message."_s, u"ID"_s},
            {u"queue"_s, u"Keep the message when the server cannot be reached; the next command sends it."_s}},
        1, -1, send};
}

} // namespace coterie::cli
