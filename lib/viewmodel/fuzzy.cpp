#include "viewmodel/fuzzy.h"

#include "viewmodel/styledtext.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

bool startsWord(QStringView text, qsizetype at)
{
    return at == 0 || !text[at - 1].isLetterOrNumber() || (text[at].isUpper() && text[at - 1].isLower());
}

} // namespace

std::optional<FuzzyMatch> fuzzyMatch(QStringView query, QStringView candidate)
{
    const QString wanted = query.toString().toCaseFolded();
    const QString text = candidate.left(256).toString();
    FuzzyMatch match;
    if (wanted.isEmpty())
        return match;
    // A run of the whole query beats letters strewn about; at the start of a word it beats one inside.
    const auto matchRun = [&](qsizetype at) {
        for (int i = 0; i < int(wanted.size()); ++i)
            match.positions.append(int(at) + i);
        match.score =
            200 + (startsWord(text, at) ? 100 : 0) + (at == 0 ? 50 : 0) - int(std::min<qsizetype>(text.size(), 60));
    };
    qsizetype inside = -1;
    for (qsizetype at = text.indexOf(wanted, 0, Qt::CaseInsensitive); at >= 0;
         at = text.indexOf(wanted, at + 1, Qt::CaseInsensitive)) {
        if (startsWord(text, at)) {
            matchRun(at);
            return match;
        }
        if (inside < 0)
            inside = at;
    }
    qsizetype next = 0;
    for (qsizetype at = 0; at < text.size() && next < wanted.size(); ++at) {
        if (startsWord(text, at) && text.at(at).toCaseFolded() == wanted.at(next)) {
            match.positions.append(int(at));
            ++next;
        }
    }
    if (next == wanted.size()) { // the initials of its words
        match.score = 250 - int(std::min<qsizetype>(text.size(), 60));
        return match;
    }
    match.positions.clear();
    if (inside >= 0) {
        matchRun(inside);
        return match;
    }
    next = 0;
    int score = 0;
    for (qsizetype at = 0; at < text.size() && next < wanted.size(); ++at) {
        if (text.at(at).toCaseFolded() != wanted.at(next))
            continue;
        score += startsWord(text, at) ? 12 : 2;
        if (!match.positions.isEmpty() && match.positions.last() == int(at) - 1)
            score += 6;
        match.positions.append(int(at));
        ++next;
    }
    if (next < wanted.size())
        return std::nullopt;
    match.score = score - int(std::min<qsizetype>(text.size(), 60)) / 4;
    return match;
}

QString markMatch(const QString &candidate, const QList<int> &positions)
{
    QString out;
    qsizetype done = 0;
    for (qsizetype i = 0; i < positions.size();) {
        const qsizetype start = positions[i];
        qsizetype end = start;
        while (i < positions.size() && positions[i] == end) {
            ++end;
            ++i;
        }
        out += escapeStyled(QStringView(candidate).sliced(done, start - done));
        out += u"<font color=\"accent\"><b>%1</b></font>"_s.arg(
            escapeStyled(QStringView(candidate).sliced(start, end - start)));
        done = end;
    }
    return out + escapeStyled(QStringView(candidate).sliced(done));
}

} // namespace coterie::viewmodel
