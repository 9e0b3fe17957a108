#include "finder.h"

#include <QStringMatcher>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr int LinesAtOnce = 400; ///< well under a millisecond
constexpr int SettleMillis = 60; ///< typing goes on before the text is looked through again
constexpr std::size_t MostMatches = 200'000;

} // namespace

Finder::Finder(const DocumentText &text, QObject *parent) : QObject(parent), m_text(text)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Finder::slice);
}

void Finder::setWords(const QString &words, Qt::CaseSensitivity sensitivity)
{
    if (m_words == words && m_sensitivity == sensitivity)
        return;
    m_words = words;
    m_sensitivity = sensitivity;
    m_matches.clear();
    m_current = -1;
    restart();
    m_timer.start(0);
    Q_EMIT changed();
}

void Finder::restart()
{
    m_found.clear();
    m_position = m_words.isEmpty() ? -1 : 0;
    if (!m_words.isEmpty())
        m_timer.start(SettleMillis);
}

void Finder::apply(const collab::TextChange &change)
{
    if (m_words.isEmpty())
        return;
    std::erase_if(m_matches, [&change](const Match &match) {
        return change.position < match.end && change.position + change.removed > match.start;
    });
    for (Match &match : m_matches) {
        match.start = moved(match.start, change, false);
        match.end = moved(match.end, change, true);
    }
    restart();
}

QList<Finder::Match> Finder::inLine(const QString &line) const
{
    QList<Match> matches;
    if (m_words.isEmpty())
        return matches;
    const QStringMatcher matcher(m_words, m_sensitivity);
    for (qsizetype at = matcher.indexIn(line); at >= 0; at = matcher.indexIn(line, at + m_words.size()))
        matches.append({at, at + m_words.size()});
    return matches;
}

void Finder::search(int lines)
{
    if (m_position < 0)
        return;
    const Line *line = &m_text.lines().lineAt(m_position);
    qsizetype at = m_text.lines().positionOf(*line);
    for (int i = 0; line && i != lines; ++i) {
        const auto matches = inLine(line->text);
        for (const Match &match : matches)
            m_found.push_back({at + match.start, at + match.end});
        at += line->text.size() + 1;
        line = m_found.size() < MostMatches ? line->next() : nullptr;
    }
    m_position = line ? at : -1;
    if (m_position >= 0)
        return;
    const qsizetype current = m_current >= 0 ? m_matches[std::size_t(m_current)].start : -1;
    m_matches = std::move(m_found);
    m_found.clear();
    m_current = -1;
    for (std::size_t i = 0; i < m_matches.size() && current >= 0; ++i) {
        if (m_matches[i].start == current)
            m_current = int(i);
    }
}

void Finder::slice()
{
    if (m_position < 0)
        return;
    search(LinesAtOnce);
    if (m_position >= 0)
        m_timer.start(0);
    else
        Q_EMIT changed();
}

const std::vector<Finder::Match> &Finder::all()
{
    search(-1);
    return m_matches;
}

const Finder::Match *Finder::next(qsizetype from)
{
    (void)all();
    if (m_matches.empty())
        return nullptr;
    const auto found = std::ranges::lower_bound(m_matches, from, {}, &Match::start);
    return found == m_matches.end() ? &m_matches.front() : &*found;
}

const Finder::Match *Finder::previous(qsizetype before)
{
    (void)all();
    if (m_matches.empty())
        return nullptr;
    const auto found = std::ranges::lower_bound(m_matches, before, {}, &Match::start);
    return found == m_matches.begin() ? &m_matches.back() : &*std::prev(found);
}

void Finder::setCurrentAt(qsizetype start, qsizetype end)
{
    const auto found = std::ranges::lower_bound(m_matches, start, {}, &Match::start);
    const bool hits = found != m_matches.end() && found->start == start && found->end == end;
    const int current = hits ? int(found - m_matches.begin()) : -1;
    if (std::exchange(m_current, current) != current)
        Q_EMIT changed();
}

} // namespace coterie::document
