#include "viewmodel/memberlistmodel.h"

#include "viewmodel/format.h"
#include "viewmodel/people.h"

#include <QCollator>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

MemberListModel::MemberListModel(Context &context, RoomNames roomNames, Scope scope, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_roomNames(std::move(roomNames))
    , m_scope(scope)
{
}

int MemberListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant MemberListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::UserId: return row.key;
    case Role::Name: return row.name;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Status: return row.status;
    case Role::Doing: return row.doing;
    case Role::Self: return row.self;
    case Role::Group: return row.group;
    case Role::GroupTitle: return row.groupTitle;
    case Role::FirstOfGroup: return row.firstOfGroup;
    }
    return {};
}

QHash<int, QByteArray> MemberListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void MemberListModel::setMembers(const QList<protocol::UserId> &members)
{
    m_members = members;
    rebuild();
}

void MemberListModel::peopleChanged(const QSet<protocol::UserId> &users)
{
    const auto concerns = [&](const protocol::UserId &user) { return users.contains(user); };
    if (std::any_of(m_members.cbegin(), m_members.cend(), concerns))
        rebuild();
}

QString MemberListModel::doing(const protocol::UserId &userId) const
{
    const Person person = m_context.people.person(userId);
    const WallTime now = m_context.clock.wallNow();
    switch (person.status) {
    case protocol::Status::Away: return format::awayFor(person.lastSeen, now);
    case protocol::Status::Invisible:
    case protocol::Status::Offline: return format::lastSeen(person.lastSeen, now, m_context.locale);
    case protocol::Status::Online:
    case protocol::Status::Dnd: break;
    }
    if (const auto room = m_context.people.typingRoomOf(userId)) {
        const QString name = m_roomNames(*room);
        return name.isEmpty() ? tr("Typing") : tr("Typing in %1").arg(name);
    }
    if (const QString title = m_context.documents.titleOpenBy(userId); !title.isEmpty())
        return tr("In %1").arg(title);
    return person.note.isEmpty() ? format::statusText(person.status) : person.note;
}

MemberListModel::Row MemberListModel::rowFor(const protocol::UserId &userId) const
{
    const Person person = m_context.people.person(userId);
    Row row;
    row.key = userId.value();
    row.name = person.name;
    row.initials = person.initials;
    row.color = person.color;
    row.status = format::statusWord(person.status);
    row.doing = doing(userId);
    row.self = userId == m_context.people.selfId();
    row.group = row.status == "dnd"_L1 ? u"online"_s : row.status;
    return row;
}

void MemberListModel::rebuild()
{
    std::vector<Row> rows;
    QSet<protocol::UserId> seen;
    for (const protocol::UserId &user : std::as_const(m_members)) {
        if (!seen.contains(user) && m_context.people.knows(user))
            rows.push_back(rowFor(user));
        seen.insert(user);
    }
    const auto rank = [](const Row &row) {
        return (row.group == "online"_L1 ? 0 : row.group == "away"_L1 ? 2 : 4) + (row.self ? 1 : 0);
    };
    const QCollator collator(m_context.locale);
    std::sort(rows.begin(), rows.end(), [&](const Row &a, const Row &b) {
        if (rank(a) != rank(b))
            return rank(a) < rank(b);
        const int order = collator.compare(a.name, b.name);
        return order != 0 ? order < 0 : a.key < b.key;
    });
    const auto inGroup = [&](QLatin1StringView group) {
        return int(std::count_if(rows.begin(), rows.end(), [&](const Row &row) { return row.group == group; }));
    };
    const int online = inGroup("online"_L1);
    const int away = inGroup("away"_L1);
    const int offline = int(rows.size()) - online - away;
    for (size_t i = 0; i < rows.size(); ++i) {
        rows[i].firstOfGroup = i == 0 || rows[i - 1].group != rows[i].group;
        rows[i].groupTitle = rows[i].group == "online"_L1 ? tr("ONLINE — %1").arg(online)
            : rows[i].group == "away"_L1                  ? tr("AWAY — %1").arg(away)
                                                          : tr("OFFLINE — %1").arg(offline);
    }
    if (m_scope == Scope::FirstThree) {
        std::erase_if(rows, [](const Row &row) { return row.self; });
        rows.resize(std::min<size_t>(rows.size(), 3));
    }
    syncRows(m_rows, std::move(rows));
    if (std::exchange(m_online, online) != online || std::exchange(m_away, away) != away) {
        m_away = away;
        Q_EMIT countsChanged();
    }
}

} // namespace coterie::viewmodel
