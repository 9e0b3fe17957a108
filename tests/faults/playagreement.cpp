#include "picture.h"
#include "play.h"
#include "protocol/envelope.h"
#include "webclient.h"

#include <QJsonArray>

// Whether everybody shows what the server has.
namespace coterie::faults {

using namespace Qt::StringLiterals;

QHash<QString, QList<Ledger::Truth>> Play::readServer(QHash<QString, QStringList> &pictures)
{
    integration::WebClient web(m_server.url());
    QHash<QString, QList<Ledger::Truth>> rooms;
    for (const QString &room : std::as_const(m_rooms)) {
        QList<Ledger::Truth> &messages = rooms[room];
        for (bool hasMore = true; hasMore;) {
            const qint64 after = messages.isEmpty() ? 0 : messages.last().seq;
            const auto answer =
                web.get(u"/api/v1/rooms/%1/messages?after=%2&limit=200"_s.arg(room).arg(after), m_readerToken);
            if (answer.status != 200)
                violate(u"the auditor cannot read: %1"_s.arg(answer.status));
            const QJsonObject page = answer.json();
            for (const QJsonValue &item : page["items"_L1].toArray()) {
                const auto message = protocol::messageFromJson(item.toObject());
                if (!message)
                    continue;
                Ledger::Truth truth {.messageId = message->messageId.value(),
                    .clientId = message->clientId.value(),
                    .userId = message->userId.value(),
                    .text = message->text,
                    .seq = message->seq,
                    .deleted = message->deleted,
                    .reactions = {}};
                for (const protocol::Reaction &reaction : message->reactions) {
                    for (const protocol::UserId &user : reaction.users)
                        truth.reactions[reaction.emoji].append(user.value());
                }
                pictures[room].append(pictureOf(*message));
                messages.append(truth);
            }
            hasMore = page["hasAfter"_L1].toBool() && !page["items"_L1].toArray().isEmpty();
        }
    }
    return rooms;
}

namespace {

QStringList linesOf(const QJsonValue &array)
{
    QStringList lines;
    for (const QJsonValue &line : array.toArray())
        lines.append(line.toString());
    return lines;
}

/// The first lines in which the two differ.
QString difference(const QStringList &shown, const QStringList &stored)
{
    for (qsizetype i = 0; i < std::max(shown.size(), stored.size()); ++i) {
        if (shown.value(i) != stored.value(i))
            return u"line %1 of %2 and %3:\n    shown  %4\n    stored %5"_s.arg(i)
                .arg(shown.size())
                .arg(stored.size())
                .arg(shown.value(i).left(300), stored.value(i).left(300));
    }
    return {};
}

} // namespace

bool Play::everybodyAgrees(QStringList &why)
{
    for (const auto &person : m_people) {
        if (!person->isQuiet())
            why.append(u"%1 is %2"_s.arg(person->identity().name, person->link()));
    }
    if (!why.isEmpty())
        return false;
    for (const auto &person : m_people) {
        for (const QString &room : std::as_const(m_rooms))
            person->askLog(room);
    }
    constexpr Millis patience {20'000};
    const bool haveAnswered = waitFor(patience, [this] {
        return std::ranges::all_of(m_people, [this](const auto &person) {
            return std::ranges::all_of(m_rooms, [&](const QString &room) { return person->hasLog(room); });
        });
    });
    if (!haveAnswered) {
        why.append(u"somebody does not show the log"_s);
        return false;
    }
    QHash<QString, QStringList> pictures;
    static_cast<void>(readServer(pictures));
    for (const auto &person : m_people) {
        for (const QString &room : std::as_const(m_rooms)) {
            const QJsonObject log = person->log(room);
            const QStringList stored = pictures.value(room);
            const QString which = u"%1 in %2: "_s.arg(person->identity().name, room);
            if (const QStringList changing = linesOf(log["changing"_L1]); !changing.isEmpty())
                why.append(which + u"changes wait of "_s + changing.join(u' '));
            if (const QString unlike = difference(linesOf(log["lines"_L1]), stored); !unlike.isEmpty())
                why.append(which + u"the log, "_s + unlike);
            // The window shows a page, which is short without a network, and all that came since.
            const QStringList screen = linesOf(log["screen"_L1]);
            const qsizetype shown = std::min<qsizetype>(screen.size(), 50);
            const QStringList latest =
                stored.last(std::clamp<qsizetype>(shown, std::min<qsizetype>(1, stored.size()), stored.size()));
            const QStringList end = screen.last(shown);
            if (const QString unlike = difference(end, latest); !unlike.isEmpty())
                why.append(which + u"the screen, "_s + unlike);
        }
    }
    compareDocuments(why);
    compareBoards(why);
    return why.isEmpty();
}

} // namespace coterie::faults
