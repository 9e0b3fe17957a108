#include "viewmodel/searchmarks.h"

#include "search/matcher.h"
#include "search/words.h"
#include "viewmodel/styledtext.h"

#include <vector>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

/// The words of a StyledText, and where each of their units stands in it.
struct Readable {
    struct Place {
        qsizetype start = 0;
        qsizetype end = 0;
    };
    QString text;
    std::vector<Place> places;

    void add(QChar c, qsizetype start, qsizetype end)
    {
        text += c;
        places.push_back({start, end});
    }
};

Readable readableOf(const QString &source)
{
    Readable readable;
    StyledReader reader(source);
    for (StyledPiece piece; reader.next(piece);) {
        if (piece.kind == StyledPiece::Kind::Character)
            readable.add(piece.character, piece.start, piece.end);
        else if (piece.kind == StyledPiece::Kind::LineBreak)
            readable.add(u'\n', piece.start, piece.end);
    }
    return readable;
}

} // namespace

QString withMarks(const QString &source, const search::Query &query)
{
    const Readable readable = readableOf(source);
    if (search::normalForm(readable.text) != readable.text)
        return source; // positions would not be those of the text
    QString out;
    qsizetype done = 0;
    const auto mark = [&](qsizetype start, qsizetype end) {
        out += QStringView(source).sliced(done, start - done);
        out += u"<font color=\"accent\"><b>%1</b></font>"_s.arg(QStringView(source).sliced(start, end - start));
        done = end;
    };
    for (const search::Span &span : search::spansOf(query, readable.text)) {
        auto first = static_cast<std::size_t>(span.start);
        const auto last = static_cast<std::size_t>(span.start + span.length);
        for (std::size_t at = first; at < last; ++at) { // in pieces, where a tag stands between
            if (at + 1 < last && readable.places[at].end == readable.places[at + 1].start)
                continue;
            mark(readable.places[first].start, readable.places[at].end);
            first = at + 1;
        }
    }
    out += QStringView(source).sliced(done);
    return out;
}

} // namespace coterie::viewmodel
