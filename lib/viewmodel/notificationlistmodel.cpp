#include "viewmodel/notificationlistmodel.h"

#include "viewmodel/engine.h"
#include "viewmodel/format.h"

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

NotificationListModel::NotificationListModel(Context &context, RoomNames roomNames, QObject *parent)
    : CountedListModel(parent)
    , m_context(context)
    , m_roomNames(std::move(roomNames))
{
}

int NotificationListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant NotificationListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[size_t(index.row())];
    switch (Role(role)) {
    case Role::Id: return row.key;
    case Role::Type: return row.type;
    case Role::Title: return row.title;
    case Role::Message: return row.message;
    case Role::TimeText: return row.timeText;
    case Role::FullTime: return row.fullTime;
    case Role::DayTitle: return row.dayTitle;
    case Role::Source: return row.source;
    case Role::Unread: return row.unread;
    case Role::RoomId: return row.roomId;
    case Role::MessageId: return row.messageId;
    case Role::Kind: return row.kind;
    }
    return {};
}

QHash<int, QByteArray> NotificationListModel::roleNames() const
{
    static const QHash<int, QByteArray> names = namesOf<Role>();
    return names;
}

void NotificationListModel::apply(
    const QList<protocol::Notification> &added, const QList<QString> &read, const QList<QString> &withdrawn)
{
    if (added.isEmpty() && read.isEmpty() && withdrawn.isEmpty())
        return;
    for (const protocol::Notification &notification : added) {
        const auto known = std::any_of(
            m_all.cbegin(), m_all.cend(), [&](const protocol::Notification &n) { return n.id == notification.id; });
        if (!known)
            m_all.prepend(notification);
    }
    for (protocol::Notification &notification : m_all) {
        if (withdrawn.contains(notification.id))
            notification.message.clear();
    }
    std::stable_sort(m_all.begin(), m_all.end(),
        [](const protocol::Notification &a, const protocol::Notification &b) { return a.timestamp > b.timestamp; });
    m_read.unite(QSet<QString>(read.cbegin(), read.cend()));
    while (m_all.size() > MaximumRows)
        m_read.remove(m_all.takeLast().id);
    rebuild();
}

void NotificationListModel::setLive(bool live)
{
    if (std::exchange(m_live, live) != live)
        Q_EMIT statusChanged();
}

void NotificationListModel::setFilter(Filter filter)
{
    if (std::exchange(m_filter, filter) == filter)
        return;
    rebuild();
    Q_EMIT filterChanged();
}

QString NotificationListModel::statusText() const
{
    const QString link = m_live ? tr("live") : tr("Disconnected");
    return m_unread == 0 ? link : u"%1 · %2"_s.arg(tr("%1 unread").arg(m_unread), link);
}

QString NotificationListModel::kindOf(const protocol::Notification &notification)
{
    if (notification.source.startsWith("webhook"_L1))
        return u"webhook"_s;
    if (notification.source == "mention"_L1 || notification.source == "direct"_L1)
        return notification.source;
    return u"server"_s;
}

QString NotificationListModel::typeWord(protocol::NotificationType type)
{
    switch (type) {
    case protocol::NotificationType::Info: return u"info"_s;
    case protocol::NotificationType::Success: return u"success"_s;
    case protocol::NotificationType::Warning: return u"warning"_s;
    case protocol::NotificationType::Error: return u"error"_s;
    }
    return {};
}

/// What the line under a notification says after the time; a mention says it all in its title.
QString NotificationListModel::sourceText(const protocol::Notification &notification) const
{
    const QString kind = kindOf(notification);
    if (kind == "server"_L1)
        return tr("server");
    if (kind != "webhook"_L1)
        return {};
    const QString name = format::cleanName(notification.source.section(u':', 1));
    const QString room = m_roomNames(notification.roomId);
    const QString hook = name.isEmpty() ? tr("webhook") : tr("webhook “%1”").arg(name);
    return room.isEmpty() ? hook : u"%1 · %2"_s.arg(hook, room);
}

bool NotificationListModel::passes(const protocol::Notification &notification) const
{
    const QString kind = kindOf(notification);
    switch (m_filter) {
    case Filter::All: return true;
    case Filter::Mentions: return kind == "mention"_L1 || kind == "direct"_L1;
    case Filter::Webhooks: return kind == "webhook"_L1;
    }
    return true;
}

NotificationListModel::Row NotificationListModel::rowFor(const protocol::Notification &notification) const
{
    return Row {.key = notification.id,
        .type = typeWord(notification.type),
        .title = format::oneLine(notification.title, 200),
        .message = notification.message.isEmpty() && !notification.messageId.isEmpty()
            ? tr("Message deleted")
            : format::oneLine(notification.message, 400),
        .timeText = format::noticeTime(notification.timestamp, m_context.clock.wallNow(), m_context.locale),
        .fullTime = format::fullTime(notification.timestamp, m_context.locale),
        .dayTitle = {},
        .source = sourceText(notification),
        .kind = kindOf(notification),
        .roomId = notification.roomId.value(),
        .messageId = notification.messageId.value(),
        .docId = documentInLink(notification.url),
        .unread = !m_read.contains(notification.id)};
}

void NotificationListModel::rebuild()
{
    std::vector<Row> rows;
    std::optional<WallTime> day;
    int unread = 0;
    for (const protocol::Notification &notification : std::as_const(m_all)) {
        unread += m_read.contains(notification.id) ? 0 : 1;
        if (!passes(notification))
            continue;
        Row row = rowFor(notification);
        if (!day || !format::sameDay(*day, notification.timestamp))
            row.dayTitle = format::dayTitle(notification.timestamp, m_context.clock.wallNow(), m_context.locale);
        day = notification.timestamp;
        rows.push_back(std::move(row));
    }
    syncRows(m_rows, std::move(rows));
    if (std::exchange(m_unread, unread) != unread) {
        Q_EMIT unreadCountChanged();
        Q_EMIT statusChanged();
    }
}

void NotificationListModel::open(int row)
{
    if (row < 0 || row >= int(m_rows.size()))
        return;
    const Row target = m_rows[size_t(row)];
    markRead(row);
    if (!target.docId.isEmpty())
        Q_EMIT documentRequested(target.docId);
    else if (!target.roomId.isEmpty())
        Q_EMIT openRequested(target.roomId, target.messageId);
}

void NotificationListModel::markRead(int row)
{
    if (row < 0 || row >= int(m_rows.size()) || !m_rows[size_t(row)].unread)
        return;
    const QString id = m_rows[size_t(row)].key;
    m_context.engine.markNotificationsRead({id});
    apply({}, {id});
}

void NotificationListModel::markAllRead()
{
    if (m_unread == 0)
        return;
    m_context.engine.markNotificationsRead({});
    QList<QString> ids;
    for (const protocol::Notification &notification : std::as_const(m_all))
        ids.append(notification.id);
    apply({}, ids);
}

} // namespace coterie::viewmodel
