#include "viewmodel/markdownparts.h"

#include <algorithm>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype LongestName = 64;
constexpr qsizetype LongestCell = 40;

bool belongsToWord(QChar c)
{
    return c.isLetterOrNumber() || c.isSurrogate() || u"_-.'"_s.contains(c);
}

} // namespace

std::pair<qsizetype, QString> mentionAt(const QString &words, qsizetype start, const NameLookup &lookup)
{
    std::pair<qsizetype, QString> best {0, {}};
    int count = 0;
    const qsizetype limit = std::min(words.size(), start + LongestName);
    for (qsizetype end = start; end <= limit && count < 3; ++end) {
        if (end < limit && belongsToWord(words.at(end)))
            continue;
        for (qsizetype stop = end; stop > start; --stop) { // a name may end in a dot, but a sentence does more often
            if (const auto user = lookup(QStringView(words).sliced(start, stop - start))) {
                best = {stop - start, *user};
                break;
            }
            if (words.at(stop - 1).isLetterOrNumber() || words.at(stop - 1).isSurrogate())
                break;
        }
        ++count;
        if (end < limit && words.at(end) != u' ')
            break;
    }
    return best;
}

QString suspiciousHost(const QUrl &url)
{
    const QString encoded = QString::fromLatin1(QUrl::toAce(url.host()));
    return encoded.contains("xn--"_L1) ? encoded : QString();
}

QString entityText(const QString &name)
{
    if (name == "&amp;"_L1)
        return u"&"_s;
    if (name == "&lt;"_L1)
        return u"<"_s;
    if (name == "&gt;"_L1)
        return u">"_s;
    if (name == "&quot;"_L1)
        return u"\""_s;
    if (name == "&nbsp;"_L1)
        return u"\u00a0"_s;
    return name;
}

QStringList alignedTable(QList<QStringList> rows)
{
    QList<qsizetype> widths;
    for (QStringList &row : rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            if (row[column].size() > LongestCell)
                row[column] = row[column].left(LongestCell - 1) + u'…';
            if (column >= widths.size())
                widths.append(0);
            widths[column] = std::max(widths[column], row[column].size());
        }
    }
    QStringList lines;
    for (const QStringList &row : std::as_const(rows)) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column)
            line += row[column].leftJustified(widths[column] + 2);
        while (line.endsWith(u' '))
            line.chop(1);
        lines.append(line);
    }
    return lines;
}

} // namespace coterie::viewmodel
