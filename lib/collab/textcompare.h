#pragma once

#include <QList>
#include <QString>

namespace coterie::collab {

/// One line of the comparison of two texts.
struct ComparedLine {
    enum class Kind {
        Same,
        Removed,
        Added,
        Skipped, ///< `count` lines that are the same
    };
    struct Span {
        qsizetype start = 0; ///< UTF-16 units in `text`
        qsizetype length = 0;
        bool operator==(const Span &) const = default;
    };
    Kind kind = Kind::Same;
    QString text {}; ///< without its line end
    QList<Span> changed {}; ///< what of a line is not in the other text; empty: all of it, or only its end
    qsizetype count = 0; ///< Skipped
    bool operator==(const ComparedLine &) const = default;
};

/// What became of `before`, line by line, with the words that changed; of lines that are the same only `context` are
/// left around each change. Nothing for texts that are the same. The differences are those of crdt::diffText(), which
/// states its cost. Pure; any thread.
[[nodiscard]] QList<ComparedLine> compareTexts(const QString &before, const QString &after, qsizetype context = 3);

} // namespace coterie::collab
