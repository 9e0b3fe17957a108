#include "viewmodel/documentpeoplemodel.h"

#include "viewmodel/format.h"
#include "viewmodel/people.h"
#include "viewmodel/pointersource.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

DocumentPeopleModel::DocumentPeopleModel(Context &context, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
{
}

int DocumentPeopleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant DocumentPeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::PersonKey: return row.key;
    case Role::Name: return row.name;
    case Role::Initials: return row.initials;
    case Role::Color: return row.color;
    case Role::Followed: return row.followed;
    case Role::Idle: return row.idle;
    case Role::Tool: return row.idle ? QString() : toolIcon(row.tool);
    case Role::Doing: return doing(row);
    }
    return {};
}

QString DocumentPeopleModel::doing(const Row &row)
{
    if (row.idle)
        return tr("Idle");
    if (row.tool.isEmpty())
        return row.writing ? tr("Writing here") : tr("Reading");
    static const QHash<QString, const char *> words {
        {u"pen"_s, QT_TR_NOOP("Drawing with the pen")},
        {u"highlighter"_s, QT_TR_NOOP("Drawing with the highlighter")},
        {u"eraser"_s, QT_TR_NOOP("Erasing")},
        {u"line"_s, QT_TR_NOOP("Drawing lines")},
        {u"arrow"_s, QT_TR_NOOP("Drawing arrows")},
        {u"rectangle"_s, QT_TR_NOOP("Drawing rectangles")},
        {u"ellipse"_s, QT_TR_NOOP("Drawing ellipses")},
        {u"diamond"_s, QT_TR_NOOP("Drawing diamonds")},
        {u"text"_s, QT_TR_NOOP("Writing text")},
        {u"note"_s, QT_TR_NOOP("Writing notes")},
        {u"image"_s, QT_TR_NOOP("Adding images")},
        {u"frame"_s, QT_TR_NOOP("Drawing frames")},
        {u"laser"_s, QT_TR_NOOP("Pointing with the laser")},
    };
    return tr(words.value(row.tool, QT_TR_NOOP("Looking around")));
}

QHash<int, QByteArray> DocumentPeopleModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void DocumentPeopleModel::show(const QList<Present> &peers)
{
    m_peers = peers;
    std::vector<Row> rows;
    QStringList followers;
    for (const Present &peer : peers) {
        const protocol::UserId user(peer.person.userId);
        const bool known = m_context.people.knows(user);
        if (user == m_context.people.selfId())
            continue; // another window of one's own
        Row row;
        row.key = known ? user.value() : u"client/%1"_s.arg(peer.client);
        row.name = known ? m_context.people.person(user).name : peer.person.name;
        row.initials = format::initials(row.name);
        row.color = known ? m_context.people.person(user).color : peer.person.color.name();
        row.client = peer.client;
        row.writing = peer.active;
        row.idle = peer.idle;
        row.tool = peer.tool;
        row.followed = row.key == m_followed;
        if (peer.followsUs && !followers.contains(row.name))
            followers.append(row.name);
        const auto same = std::ranges::find(rows, row.key, &Row::key);
        if (same == rows.end()) {
            rows.push_back(std::move(row));
            continue;
        }
        const bool isIdle = same->idle && row.idle;
        if (row.writing && !same->writing)
            *same = std::move(row);
        same->idle = isIdle;
    }
    std::ranges::stable_sort(rows,
        [](const Row &a, const Row &b) { return a.name.localeAwareCompare(b.name) < 0; }); // client ids are random
    const double before = followedClient();
    const bool gone = !m_followed.isEmpty() && std::ranges::find(rows, m_followed, &Row::key) == rows.end();
    if (gone)
        m_followed.clear();
    syncRows(m_rows, std::move(rows));
    if (gone || before != followedClient())
        Q_EMIT followedChanged();
    followers.sort(Qt::CaseInsensitive);
    m_followerCount = int(followers.size());
    const QString names = followers.isEmpty() ? QString() : format::people(followers);
    if (std::exchange(m_followers, names) != names)
        Q_EMIT followersChanged();
}

const DocumentPeopleModel::Row *DocumentPeopleModel::followedRow() const
{
    const auto found = std::ranges::find(m_rows, true, &Row::followed);
    return found == m_rows.end() ? nullptr : &*found;
}

double DocumentPeopleModel::followedClient() const
{
    const Row *row = followedRow();
    return row ? double(row->client) : 0;
}

QString DocumentPeopleModel::followedName() const
{
    const Row *row = followedRow();
    return row ? row->name : QString();
}

QString DocumentPeopleModel::followedColor() const
{
    const Row *row = followedRow();
    return row ? row->color : QString();
}

void DocumentPeopleModel::follow(const QString &personKey)
{
    m_followed = personKey == m_followed ? QString() : personKey;
    show(QList(m_peers));
    Q_EMIT followedChanged();
}

} // namespace coterie::viewmodel
