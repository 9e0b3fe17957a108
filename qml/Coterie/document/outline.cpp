#include "outline.h"

#include "inlinescan.h"

#include <algorithm>

namespace coterie::document {

using namespace Qt::StringLiterals;

namespace {

constexpr int LinesAtOnce = 500; ///< about a millisecond if none was counted before
constexpr int SettleMillis = 200; ///< numbers may follow typing at some distance

void count(Line &line)
{
    line.words = 0;
    line.characters = 0;
    bool inWord = false;
    for (const QChar c : QStringView(line.text).sliced(std::min(qsizetype(line.info.content), line.text.size()))) {
        const bool isLetter =
            c.isLetterOrNumber() || c.isSurrogate() || c.isMark() || (inWord && (c == u'\'' || c == u'’'));
        if (isLetter && !inWord)
            ++line.words;
        inWord = isLetter;
    }
    for (const QChar c : line.text)
        line.characters += c.isLowSurrogate() ? 0 : 1;
}

} // namespace

Outline::Outline(const DocumentText &text, QObject *parent) : QObject(parent), m_text(text)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Outline::slice);
}

void Outline::reset()
{
    m_position = -1;
    m_timer.start(0);
}

void Outline::textChanged()
{
    m_position = -1;
    m_timer.start(SettleMillis);
}

void Outline::slice()
{
    if (m_position < 0) {
        m_position = 0;
        m_countedWords = m_countedCharacters = 0;
        m_found.clear();
        m_foundPositions.clear();
    }
    Line *line = &m_text.lines().lineAt(m_position);
    int uncounted = 0;
    for (; line && uncounted < LinesAtOnce; line = line->next()) {
        if (line->words < 0) {
            ++uncounted;
            count(*line);
        }
        m_countedWords += line->words;
        m_countedCharacters += line->characters;
        if (line->info.kind == LineKind::Heading) {
            m_found.append(QVariantMap {{u"level"_s, int(line->info.level)},
                {u"text"_s, withoutMarks(QStringView(line->text).sliced(line->info.content)).trimmed()},
                {u"position"_s, int(m_position)}});
            m_foundPositions.push_back(m_position);
        }
        m_position += line->text.size() + 1;
    }
    if (line)
        m_timer.start(0);
    else
        finish();
}

void Outline::finish()
{
    m_position = -1;
    m_positions = m_foundPositions;
    if (m_words != m_countedWords || m_characters != m_countedCharacters) {
        m_words = m_countedWords;
        m_characters = m_countedCharacters;
        Q_EMIT counted();
    }
    if (m_headings != m_found) {
        m_headings = m_found;
        Q_EMIT headingsChanged();
    }
}

int Outline::headingAt(qsizetype position) const
{
    return int(std::ranges::upper_bound(m_positions, position) - m_positions.begin()) - 1;
}

} // namespace coterie::document
