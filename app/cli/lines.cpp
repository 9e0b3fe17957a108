#include "lines.h"

#include "protocol/dialect.h"

#include <QDateTime>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace protocol;

QString clockOf(WallTime time)
{
    return QDateTime::fromMSecsSinceEpoch(toEpochMillis(time)).toString(u"yyyy-MM-dd HH:mm"_s);
}

QString lineOf(const Message &message)
{
    QString text = message.deleted ? u"(deleted)"_s : message.text;
    if (message.poll)
        text = pollText(*message.poll);
    for (const Attachment &file : message.attachments)
        text += u" [%1, %2 bytes]"_s.arg(file.name).arg(file.bytes);
    return u"%1  #%2  %3: %4"_s.arg(clockOf(message.timestamp)).arg(message.seq).arg(message.username, text);
}

QString lineOf(const Envelope &event)
{
    const QJsonObject payload = event.object();
    if (event.type == "message"_L1 || event.type == "message_updated"_L1) {
        if (const auto message = messageFromJson(payload))
            return event.type == "message"_L1 ? lineOf(*message) : u"(changed) "_s + lineOf(*message);
    }
    if (event.type == plain::systemMessageType) {
        if (const auto said = plain::systemMessageFromJson(payload); said && said->timestamp)
            return u"%1  (server) %2"_s.arg(clockOf(*said->timestamp), said->text);
    }
    QStringList words {event.type};
    for (const QString &key : {u"username"_s, u"messageId"_s, u"emoji"_s, u"pollId"_s, u"status"_s}) {
        if (const QString word = payload.value(key).toString(); !word.isEmpty())
            words << word;
    }
    return words.join(u' ');
}

QJsonObject flat(const Envelope &event)
{
    QJsonObject line = event.payload.isObject() ? event.object() : QJsonObject {{u"items"_s, event.payload}};
    line.insert(u"event"_s, event.type);
    return line;
}

QString pollText(const Poll &poll)
{
    QString text = u"%1 (%2 voted%3)"_s.arg(poll.question).arg(poll.voters).arg(poll.closed ? u", closed"_s : u""_s);
    for (qsizetype i = 0; i < poll.options.size(); ++i)
        text += u"\n  %1. %2: %3"_s.arg(i + 1).arg(poll.options.at(i)).arg(poll.counts.value(i));
    return text;
}

} // namespace coterie::cli
