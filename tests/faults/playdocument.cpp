#include "playdocument.h"

#include "play.h"
#include "webclient.h"

// The document of a play: whether everybody has the same text, with every word that was promised.
namespace coterie::faults {

using namespace Qt::StringLiterals;

bool Play::makeDocuments()
{
    integration::WebClient web(m_server.url());
    const auto isMade = [&](const QString &docId, const QString &kind) {
        const auto made = web.post(u"/api/v1/documents"_s,
            {{u"docId"_s, docId}, {u"title"_s, u"Play"_s}, {u"roomId"_s, m_rooms.first()}, {u"kind"_s, kind}},
            m_readerToken);
        return made.status == 201;
    };
    return isMade(playDocument, u"text"_s) && isMade(playBoard, u"board"_s);
}

QString Play::serverText() const
{
    integration::WebClient web(m_server.url());
    const auto answer = web.get(u"/api/v1/documents/%1/export?format=md"_s.arg(playDocument), m_readerToken);
    return answer.status == 200 ? QString::fromUtf8(answer.body) : u"HTTP %1"_s.arg(answer.status);
}

void Play::compareDocuments(QStringList &why)
{
    for (const auto &person : m_people)
        person->askDocument();
    constexpr Millis patience {20'000};
    const bool haveAnswered = waitFor(patience,
        [this] { return std::ranges::all_of(m_people, [](const auto &person) { return person->hasDocument(); }); });
    if (!haveAnswered) {
        why.append(u"somebody does not show the document"_s);
        return;
    }
    const QString stored = serverText();
    for (const auto &person : m_people) {
        const QJsonObject shown = person->document();
        if (!shown["inSync"_L1].toBool() || shown["waiting"_L1].toInt() > 0) {
            why.append(u"%1: %2 edits wait, %3"_s.arg(person->identity().name)
                           .arg(shown["waiting"_L1].toInt())
                           .arg(shown["reason"_L1].toString()));
        } else if (shown["document"_L1].toString() != stored) {
            why.append(u"%1 shows a document of %2 units, the server has %3"_s.arg(person->identity().name)
                           .arg(shown["document"_L1].toString().size())
                           .arg(stored.size()));
        }
    }
}

void Play::auditDocument()
{
    QHash<QString, int> counts;
    for (const QString &word : serverText().split(u' ', Qt::SkipEmptyParts)) {
        if (++counts[word] > 1)
            violate(u"the document has %1 twice"_s.arg(word));
    }
    m_report.words = counts.size();
    for (const auto &person : m_people) {
        for (const QString &word : person->keptWords()) {
            if (!counts.contains(word))
                violate(u"%1 was on %2's disk and is in no document"_s.arg(word, person->identity().name));
        }
    }
}

} // namespace coterie::faults
