#include "viewmodel/documentlistmodel.h"

#include "viewmodel/format.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

DocumentListModel::DocumentListModel(Context &context, protocol::DocumentKind kind, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_kind(kind)
{
}

int DocumentListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant DocumentListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::DocId: return row.key;
    case Role::Title: return row.title;
    case Role::Kind: return row.kind;
    case Role::Detail: return row.detail;
    case Role::Waiting: return row.waiting;
    case Role::Stored: return row.stored;
    case Role::Own: return row.own;
    }
    return {};
}

QHash<int, QByteArray> DocumentListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void DocumentListModel::setRoom(const protocol::RoomId &roomId)
{
    m_roomId = roomId;
    refresh();
}

QString DocumentListModel::detailOf(const client::DocumentSummary &summary) const
{
    if (!summary.failure.isEmpty())
        return summary.failure;
    if (summary.unsent)
        return tr("Made on this computer, not sent yet");
    QStringList names;
    for (const protocol::UserId &user : summary.document.present) {
        const QString name = m_context.people.person(user).name;
        if (user != m_context.people.selfId() && !name.isEmpty())
            names.append(name);
    }
    if (!names.isEmpty())
        return tr("%1 in it now").arg(format::people(names));
    return tr("Edited %1").arg(format::ago(summary.document.updatedAt, m_context.clock.wallNow(), m_context.locale));
}

void DocumentListModel::refresh()
{
    std::vector<Row> rows;
    for (const client::DocumentSummary &summary : m_context.documents.inRoom(m_roomId)) {
        if (summary.document.kind != m_kind)
            continue;
        rows.push_back({.key = summary.document.docId.value(),
            .title = DocumentBook::titleOf(summary),
            .kind = summary.document.kind == protocol::DocumentKind::Board ? u"board"_s : u"document"_s,
            .detail = detailOf(summary),
            .waiting = summary.waiting,
            .stored = summary.stored,
            .own = summary.document.createdBy == m_context.people.selfId()});
    }
    syncRows(m_rows, std::move(rows));
}

} // namespace coterie::viewmodel
