#include "boardpicture.h"
#include "play.h"
#include "playdocument.h"
#include "webclient.h"

#include <QJsonArray>

// The board of a play: whether everybody has the same one, with every shape that was promised and nobody took away.
namespace coterie::faults {

using namespace Qt::StringLiterals;

QStringList Play::serverBoard() const
{
    integration::WebClient web(m_server.url());
    const auto answer = web.get(u"/api/v1/documents/%1/export?format=yjs"_s.arg(playBoard), m_readerToken);
    return answer.status == 200 ? boardPicture(answer.body) : QStringList {u"HTTP %1"_s.arg(answer.status)};
}

void Play::draw(Person &person, qint64 pick)
{
    static const QStringList deeds {u"add"_s, u"add"_s, u"add"_s, u"stroke"_s, u"stroke"_s, u"move"_s, u"move"_s,
        u"move"_s, u"write"_s, u"write"_s, u"remove"_s, u"undo"_s, u"undo"_s, u"redo"_s};
    const QString &deed = deeds[static_cast<qsizetype>(m_random.below(static_cast<quint64>(deeds.size())))];
    ++m_report.deeds[u"board: "_s + deed];
    person.command({{"do"_L1, "draw"_L1}, {"deed"_L1, deed}, {"pick"_L1, pick},
        {"text"_L1, u"%1-%2"_s.arg(person.identity().name).arg(person.nextNumber())}});
}

void Play::compareBoards(QStringList &why)
{
    for (const auto &person : m_people)
        person->askBoard();
    constexpr Millis patience {20'000};
    const bool haveAnswered = waitFor(patience,
        [this] { return std::ranges::all_of(m_people, [](const auto &person) { return person->hasBoard(); }); });
    if (!haveAnswered) {
        why.append(u"somebody does not show the board"_s);
        return;
    }
    const QStringList stored = serverBoard();
    for (const auto &person : m_people) {
        const QJsonObject shown = person->board();
        const QJsonArray lines = shown["board"_L1].toArray();
        const QString &name = person->identity().name;
        if (!shown["inSync"_L1].toBool() || shown["waiting"_L1].toInt() > 0)
            why.append(u"%1: %2 strokes wait, %3"_s.arg(name)
                           .arg(shown["waiting"_L1].toInt())
                           .arg(shown["reason"_L1].toString()));
        else if (lines != QJsonArray::fromStringList(stored))
            why.append(
                u"%1 has a board of %2 shapes, the server one of %3"_s.arg(name).arg(lines.size()).arg(stored.size()));
        else if (shown["shown"_L1].toInteger() != lines.size())
            why.append(u"%1 shows %2 of %3 shapes"_s.arg(name).arg(shown["shown"_L1].toInteger()).arg(lines.size()));
    }
}

void Play::auditBoard()
{
    QSet<QString> there;
    for (const QString &line : serverBoard())
        there.insert(line.section(u' ', 0, 0));
    m_report.shapes = there.size();
    QSet<QString> takenAway;
    for (const auto &person : m_people)
        takenAway += person->goneShapes();
    for (const auto &person : m_people) {
        for (const QString &id : person->keptShapes()) {
            if (!there.contains(id) && !takenAway.contains(id))
                violate(u"shape %1 was on %2's disk, nobody took it away, and it is on no board"_s.arg(
                    id, person->identity().name));
        }
    }
}

} // namespace coterie::faults
