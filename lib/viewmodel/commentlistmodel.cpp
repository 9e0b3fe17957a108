#include "viewmodel/commentlistmodel.h"

#include "viewmodel/format.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

CommentListModel::CommentListModel(Context &context, collab::Comments &comments, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_comments(comments)
{
    connect(&m_comments, &collab::Comments::changed, this, &CommentListModel::refresh);
}

int CommentListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CommentListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::CommentId: return row.key;
    case Role::Author: return row.author;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Time: return row.time;
    case Role::Text: return row.text;
    case Role::Quote: return row.quote;
    case Role::Resolved: return row.resolved;
    case Role::Own: return row.own;
    case Role::Replies: return row.replies;
    case Role::Current: return row.current;
    }
    return {};
}

QHash<int, QByteArray> CommentListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

/// Who wrote it: the workspace's own word for the person where it knows them, else what the document says.
CommentListModel::Author CommentListModel::authorOf(const QString &userId, const QString &name) const
{
    const protocol::UserId user(userId);
    const bool known = m_context.people.knows(user);
    const Person person = m_context.people.person(user);
    return {.name = known ? person.name : name,
        .initials = format::initials(known ? person.name : name),
        .color = known ? person.color : format::personColor({}, userId + name),
        .own = user == m_context.people.selfId()};
}

CommentListModel::Row CommentListModel::rowFor(const collab::Comment &comment) const
{
    const WallTime now = m_context.clock.wallNow();
    const Author author = authorOf(comment.by, comment.byName);
    Row row {.key = comment.id,
        .author = author.name,
        .initials = author.initials,
        .color = author.color,
        .time = format::ago(comment.at, now, m_context.locale),
        .text = comment.text,
        .quote = format::oneLine(comment.quote, 120),
        .replies = {},
        .resolved = comment.resolved,
        .own = author.own,
        .current = comment.id == m_currentId};
    for (const collab::Reply &reply : comment.replies) {
        const Author by = authorOf(reply.by, reply.byName);
        row.replies.append(QVariantMap {{u"author"_s, by.name}, {u"initials"_s, by.initials}, {u"color"_s, by.color},
            {u"time"_s, format::ago(reply.at, now, m_context.locale)}, {u"text"_s, reply.text}, {u"own"_s, by.own}});
    }
    return row;
}

void CommentListModel::refresh()
{
    struct Placed {
        const collab::Comment *comment = nullptr;
        qsizetype at = 0;
    };
    std::vector<Placed> placed;
    int open = 0;
    int resolved = 0;
    for (const collab::Comment &comment : m_comments.all()) {
        ++(comment.resolved ? resolved : open);
        if (comment.resolved && !m_showsResolved && comment.id != m_currentId)
            continue;
        const auto place = m_comments.place(comment.id);
        placed.push_back({&comment, place ? place->start : std::numeric_limits<qsizetype>::max()});
    }
    std::ranges::stable_sort(placed, {}, &Placed::at);
    std::vector<Row> rows;
    rows.reserve(placed.size());
    for (const Placed &one : placed)
        rows.push_back(rowFor(*one.comment));
    syncRows(m_rows, std::move(rows));
    if (std::exchange(m_open, open) != open || std::exchange(m_resolved, resolved) != resolved) {
        m_resolved = resolved;
        Q_EMIT countsChanged();
    }
}

void CommentListModel::setShowsResolved(bool shows)
{
    if (std::exchange(m_showsResolved, shows) == shows)
        return;
    refresh();
    Q_EMIT showsResolvedChanged();
}

void CommentListModel::setCurrentId(const QString &id)
{
    if (std::exchange(m_currentId, id) == id)
        return;
    refresh();
    Q_EMIT currentIdChanged();
}

bool CommentListModel::add(int start, int end, const QString &text)
{
    const QString id = m_comments.add(start, end, text);
    if (!id.isEmpty())
        setCurrentId(id);
    return !id.isEmpty();
}

int CommentListModel::positionOf(const QString &id) const
{
    const auto place = m_comments.place(id);
    return place ? int(place->start) : -1;
}

int CommentListModel::rowOf(const QString &id) const
{
    const auto found = std::ranges::find(m_rows, id, &Row::key);
    return found == m_rows.end() ? -1 : int(found - m_rows.begin());
}

} // namespace coterie::viewmodel
