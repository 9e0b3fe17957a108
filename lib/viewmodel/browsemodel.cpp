#include "viewmodel/browsemodel.h"

#include "viewmodel/engine.h"
#include "viewmodel/format.h"

#include <QCollator>

namespace coterie::viewmodel {

BrowseModel::BrowseModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context) { }

int BrowseModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant BrowseModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::RoomId: return row.key;
    case Role::Name: return row.name;
    case Role::Topic: return row.topic;
    case Role::MemberCount: return row.memberCount;
    case Role::Joined: return row.joined;
    }
    return {};
}

QHash<int, QByteArray> BrowseModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void BrowseModel::setQuery(const QString &query)
{
    if (std::exchange(m_query, query) == query)
        return;
    rebuild();
    Q_EMIT queryChanged();
}

void BrowseModel::setJoined(const protocol::RoomId &roomId, bool joined)
{
    for (protocol::Room &room : m_all) {
        if (room.roomId == roomId)
            room.member = joined;
    }
    rebuild();
}

void BrowseModel::setMemberCount(const protocol::RoomId &roomId, int count)
{
    m_memberCounts.insert(roomId, count);
    if (!m_all.isEmpty())
        rebuild();
}

void BrowseModel::refresh()
{
    m_loading = true;
    m_failure.clear();
    Q_EMIT loadingChanged();
    m_context.engine.browseRooms(this, [this](const Result<QList<protocol::Room>> &rooms) {
        m_loading = false;
        if (rooms)
            m_all = *rooms;
        else
            m_failure = QString::fromStdString(rooms.error().message);
        rebuild();
        Q_EMIT loadingChanged();
    });
}

void BrowseModel::join(const QString &roomId)
{
    Q_EMIT joinRequested(roomId);
}

void BrowseModel::rebuild()
{
    std::vector<Row> rows;
    for (const protocol::Room &room : std::as_const(m_all)) {
        if (room.kind == protocol::RoomKind::Direct)
            continue;
        Row row {.key = room.roomId.value(),
            .name = format::cleanName(room.name),
            .topic = format::oneLine(room.topic, 256),
            .memberCount = m_memberCounts.value(room.roomId),
            .joined = room.member};
        if (row.name.contains(m_query, Qt::CaseInsensitive) || row.topic.contains(m_query, Qt::CaseInsensitive))
            rows.push_back(std::move(row));
    }
    const QCollator collator(m_context.locale);
    std::sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) {
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.key < b.key;
    });
    syncRows(m_rows, std::move(rows));
}

} // namespace coterie::viewmodel
