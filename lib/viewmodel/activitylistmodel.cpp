#include "viewmodel/activitylistmodel.h"

#include "viewmodel/format.h"
#include "viewmodel/people.h"

namespace coterie::viewmodel {

ActivityListModel::ActivityListModel(Context &context, QObject *parent) : CountedListModel(parent), m_context(context)
{
}

int ActivityListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant ActivityListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Id: return row.key;
    case Role::UserId: return row.userId;
    case Role::UserName: return row.userName;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Action: return row.action;
    case Role::Target: return row.target;
    case Role::TimeText: return row.timeText;
    case Role::FullTime: return row.fullTime;
    }
    return {};
}

QHash<int, QByteArray> ActivityListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void ActivityListModel::apply(const QList<protocol::Activity> &added)
{
    if (added.isEmpty())
        return;
    for (const protocol::Activity &activity : added) {
        const auto sameId = [&](const protocol::Activity &known) { return known.id == activity.id; };
        if (std::none_of(m_all.cbegin(), m_all.cend(), sameId))
            m_all.prepend(activity);
    }
    std::stable_sort(m_all.begin(), m_all.end(),
        [](const protocol::Activity &a, const protocol::Activity &b) { return a.timestamp > b.timestamp; });
    if (m_all.size() > MaximumRows)
        m_all.resize(MaximumRows);
    rebuild();
}

void ActivityListModel::rebuild()
{
    const WallTime now = m_context.clock.wallNow();
    std::vector<Row> rows;
    for (const protocol::Activity &activity : std::as_const(m_all)) {
        const Person person = m_context.people.person(activity.userId);
        const QString name = person.name.isEmpty() ? format::cleanName(activity.userName) : person.name;
        rows.push_back(Row {.key = activity.id,
            .userId = activity.userId.value(),
            .userName = name,
            .initials = format::initials(name),
            .color = person.color,
            .action = format::oneLine(activity.action, 80),
            .target = format::oneLine(activity.target, 120),
            .timeText = format::ago(activity.timestamp, now, m_context.locale),
            .fullTime = format::fullTime(activity.timestamp, m_context.locale)});
    }
    syncRows(m_rows, std::move(rows));
}

} // namespace coterie::viewmodel
