#include "viewmodel/comparisonmodel.h"

#include "viewmodel/styledtext.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

/// Escaped, with the words that changed in bold and underlined: a colour alone would not do for everybody.
QString marked(const collab::ComparedLine &line)
{
    QString styled;
    qsizetype at = 0;
    for (const collab::ComparedLine::Span &span : line.changed) {
        styled += escapeStyledVerbatim(line.text.sliced(at, span.start - at)) + "<b><u>"_L1
            + escapeStyledVerbatim(line.text.sliced(span.start, span.length)) + "</u></b>"_L1;
        at = span.start + span.length;
    }
    return styled + escapeStyledVerbatim(line.text.sliced(at));
}

} // namespace

ComparisonModel::ComparisonModel(QObject *parent) : CountedListModel(parent) { }

int ComparisonModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

QVariant ComparisonModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const collab::ComparedLine &line = m_lines[index.row()];
    switch (Role(role)) {
    case Role::Kind:
        switch (line.kind) {
        case collab::ComparedLine::Kind::Same: return u"same"_s;
        case collab::ComparedLine::Kind::Removed: return u"removed"_s;
        case collab::ComparedLine::Kind::Added: return u"added"_s;
        case collab::ComparedLine::Kind::Skipped: return u"skipped"_s;
        }
        return {};
    case Role::Text:
        return line.kind == collab::ComparedLine::Kind::Skipped ? tr("%n unchanged lines", nullptr, int(line.count))
                                                                : line.text;
    case Role::Marked: return marked(line);
    }
    return {};
}

QHash<int, QByteArray> ComparisonModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void ComparisonModel::set(State state, QList<collab::ComparedLine> lines, const QString &summary)
{
    if (!m_lines.isEmpty()) { // another comparison is another source, not rows that changed
        beginRemoveRows({}, 0, int(m_lines.size()) - 1);
        m_lines.clear();
        endRemoveRows();
    }
    if (!lines.isEmpty()) {
        beginInsertRows({}, 0, int(lines.size()) - 1);
        m_lines = std::move(lines);
        endInsertRows();
    }
    m_state = state;
    m_summary = summary;
    Q_EMIT stateChanged();
}

void ComparisonModel::begin(const QString &versionId, const QString &title)
{
    m_versionId = versionId;
    m_title = title;
    set(State::Loading, {}, {});
}

void ComparisonModel::show(const QList<collab::ComparedLine> &lines)
{
    if (lines.isEmpty())
        return set(State::Same, {}, tr("Nothing has changed since."));
    const auto count = [&](collab::ComparedLine::Kind kind) {
        return int(std::ranges::count(lines, kind, &collab::ComparedLine::kind));
    };
    const int addedCount = count(collab::ComparedLine::Kind::Added);
    const QString added = addedCount == 1 ? tr("1 line added") : tr("%n lines added", nullptr, addedCount);
    const QString removed = tr("%n removed", nullptr, count(collab::ComparedLine::Kind::Removed));
    set(State::Shown, lines.first(std::min(lines.size(), MostLines)), tr("%1, %2").arg(added, removed));
}

void ComparisonModel::fail(const QString &words)
{
    set(State::Failed, {}, words);
}

void ComparisonModel::close()
{
    m_versionId.clear();
    set(State::Closed, {}, {});
}

} // namespace coterie::viewmodel
