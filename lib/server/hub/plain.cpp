#include "server/hub/plain.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

/// Such clients show text and nothing else.
QString wordsOf(const protocol::Message &message)
{
    if (message.poll)
        return message.poll->question;
    QStringList words {message.text};
    for (const Attachment &file : message.attachments)
        words.append(u"[%1]"_s.arg(file.name));
    words.removeAll(QString());
    return words.join(u' ');
}

} // namespace

QJsonObject chapterMessage(const protocol::Message &message)
{
    QJsonObject json = toJson(message);
    json.insert("id"_L1, message.messageId.value());
    return json;
}

QByteArray plainFrame(plain::Dialect dialect, const RoomState &room, const protocol::Message &message)
{
    if (dialect == plain::Dialect::Chapter)
        return encodeFrame(Envelope {.type = u"message"_s, .payload = chapterMessage(message)});
    // What the sender called it is how the sender knows its echo.
    const QString id = message.clientId.isEmpty() ? message.messageId.value() : message.clientId.value();
    return plain::encode(dialect, plain::Speaker::Server,
        {.room = room.row.name,
            .id = id,
            .clientId = message.clientId.value(),
            .author = {message.userId.value(), message.username},
            .text = wordsOf(message),
            .timestamp = message.timestamp});
}

} // namespace coterie::server
