// Steps from letter to letter and word to word.

#include "commands.h"

#include <QTextBoundaryFinder>

namespace coterie::document {

namespace {

constexpr qsizetype Window = 2000; ///< units around a place that are looked at: lines may be very long

/// A part of a line around an offset, beginning and ending where letters do as far as can be seen.
struct Part {
    QString words;
    qsizetype start = 0; ///< position of its first unit
    qsizetype at = 0; ///< the offset in it
    const Line *line = nullptr;
};

Part partAround(const DocumentText &text, qsizetype position)
{
    const Line &line = text.lines().lineAt(position);
    const qsizetype begin = text.lines().positionOf(line);
    const qsizetype offset = std::clamp(position, qsizetype(0), text.length()) - begin;
    qsizetype from = std::max(offset - Window, qsizetype(0));
    if (from > 0 && line.text[from].isLowSurrogate())
        --from;
    const qsizetype to = std::min(offset + Window, line.text.size());
    return {line.text.sliced(from, to - from), begin + from, offset - from, &line};
}

bool isWordLetter(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c.isSurrogate() || c == u'_';
}

} // namespace

qsizetype letterBefore(const DocumentText &text, qsizetype position)
{
    const Part part = partAround(text, position);
    if (part.at == 0)
        return std::max(position - 1, qsizetype(0));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part.words);
    finder.setPosition(part.at);
    const qsizetype found = finder.toPreviousBoundary();
    return part.start + std::max(found, qsizetype(0));
}

qsizetype letterAfter(const DocumentText &text, qsizetype position)
{
    const Part part = partAround(text, position);
    if (part.at == part.words.size())
        return std::min(position + 1, text.length());
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, part.words);
    finder.setPosition(part.at);
    const qsizetype found = finder.toNextBoundary();
    return part.start + (found < 0 ? part.words.size() : found);
}

qsizetype wordBefore(const DocumentText &text, qsizetype position)
{
    const Part part = partAround(text, position);
    if (part.at == 0)
        return std::max(position - 1, qsizetype(0));
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, part.words);
    finder.setPosition(part.at);
    qsizetype at = finder.toPreviousBoundary();
    while (at > 0 && !isWordLetter(part.words[at]) && (part.words[at].isSpace() || part.words[at - 1].isSpace()))
        at = finder.toPreviousBoundary();
    return part.start + std::max(at, qsizetype(0));
}

qsizetype wordAfter(const DocumentText &text, qsizetype position)
{
    const Part part = partAround(text, position);
    if (part.at == part.words.size())
        return std::min(position + 1, text.length());
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, part.words);
    finder.setPosition(part.at);
    qsizetype at = finder.toNextBoundary();
    while (at >= 0 && at < part.words.size() && part.words[at].isSpace())
        at = finder.toNextBoundary();
    return part.start + (at < 0 ? part.words.size() : at);
}

std::pair<qsizetype, qsizetype> wordAround(const DocumentText &text, qsizetype position)
{
    const Part part = partAround(text, position);
    if (part.words.isEmpty())
        return {position, position};
    QTextBoundaryFinder finder(QTextBoundaryFinder::Word, part.words);
    const qsizetype at = std::min(part.at, part.words.size() - 1);
    finder.setPosition(at + 1);
    const qsizetype start = std::max(finder.toPreviousBoundary(), qsizetype(0));
    finder.setPosition(start);
    const qsizetype end = finder.toNextBoundary();
    return {part.start + start, part.start + (end < 0 ? part.words.size() : end)};
}

std::pair<qsizetype, qsizetype> lineAround(const DocumentText &text, qsizetype position)
{
    const Line &line = text.lines().lineAt(position);
    const qsizetype start = text.lines().positionOf(line);
    return {start, std::min(start + line.text.size() + 1, text.length())};
}

} // namespace coterie::document
