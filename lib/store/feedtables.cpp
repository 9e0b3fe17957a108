#include "store/feedtables.h"

#include "protocol/envelope.h"
#include "store/blob.h"

namespace coterie::store {

using namespace Qt::StringLiterals;

QString ValueTable::text(const QString &key)
{
    auto rows = m_connection.use("SELECT value FROM kv WHERE key = ?");
    rows->bind(1, key);
    return rows->step() ? rows->text(0) : QString();
}

void ValueTable::setText(const QString &key, const QString &value)
{
    auto insert =
        m_connection.use("INSERT INTO kv (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
    insert->bind(1, key).bind(2, value);
    insert.run();
}

std::optional<protocol::User> ValueTable::self()
{
    auto rows = m_connection.use("SELECT value FROM kv WHERE key = 'self'");
    if (!rows->step())
        return std::nullopt;
    auto user = protocol::userFromJson(fromBlob(rows->blob(0)));
    if (!user)
        return std::nullopt;
    return *std::move(user);
}

void ValueTable::setSelf(const protocol::User &user)
{
    auto insert =
        m_connection.use("INSERT INTO kv (key, value) VALUES ('self', ?1) ON CONFLICT (key) DO UPDATE SET value = ?1");
    insert->bind(1, toBlob(protocol::toJson(user)));
    insert.run();
}

QJsonObject ValueTable::memory(const QString &name)
{
    auto rows = m_connection.use("SELECT value FROM kv WHERE key = 'memory/' || ?");
    rows->bind(1, name);
    return rows->step() ? fromBlob(rows->blob(0)) : QJsonObject();
}

void ValueTable::setMemory(const QString &name, const QJsonObject &value)
{
    auto insert = m_connection.use(
        "INSERT INTO kv (key, value) VALUES ('memory/' || ?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2");
    insert->bind(1, name).bind(2, toBlob(value));
    insert.run();
}

QList<protocol::Presence> PeopleTable::all()
{
    QList<protocol::Presence> people;
    auto rows = m_connection.use("SELECT person FROM people");
    while (rows->step()) {
        if (auto person = protocol::presenceFromJson(fromBlob(rows->blob(0))))
            people.append(*std::move(person));
    }
    return people;
}

void PeopleTable::put(const protocol::Presence &person)
{
    auto insert = m_connection.use(
        "INSERT INTO people (user_id, person) VALUES (?1, ?2) ON CONFLICT (user_id) DO UPDATE SET person = ?2");
    insert->bind(1, person.userId.value()).bind(2, toBlob(protocol::toJson(person)));
    insert.run();
}

QList<StoredNotification> FeedTable::notifications()
{
    QList<StoredNotification> notifications;
    auto rows = m_connection.use("SELECT notification, read FROM notifications ORDER BY at, rowid");
    while (rows->step()) {
        if (auto notification = protocol::notificationFromJson(fromBlob(rows->blob(0))))
            notifications.append({*std::move(notification), rows->integer(1) != 0});
    }
    return notifications;
}

bool FeedTable::add(const protocol::Notification &notification)
{
    {
        auto insert = m_connection.use(
            "INSERT INTO notifications (id, at, read, notification) VALUES (?, ?, 0, ?) ON CONFLICT (id) DO NOTHING");
        insert->bind(1, notification.id)
            .bind(2, std::int64_t {toEpochMillis(notification.timestamp)})
            .bind(3, toBlob(protocol::toJson(notification)));
        insert.run();
    }
    if (m_connection.database().changes() == 0)
        return false;
    auto erase = m_connection.use("DELETE FROM notifications WHERE rowid IN"
                                  " (SELECT rowid FROM notifications ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)");
    erase->bind(1, std::int64_t {keptNotifications});
    erase.run();
    return true;
}

QList<QString> FeedTable::withdraw(const protocol::MessageId &message)
{
    QList<protocol::Notification> found;
    {
        // A scan of a thousand rows at most, in less than a millisecond.
        auto rows =
            m_connection.use("SELECT notification FROM notifications WHERE instr(notification, CAST(? AS BLOB))");
        rows->bind(1, message.value());
        while (rows->step()) {
            auto notification = protocol::notificationFromJson(fromBlob(rows->blob(0)));
            if (notification && notification->messageId == message && !notification->message.isEmpty())
                found.append(*std::move(notification));
        }
    }
    QList<QString> ids;
    for (protocol::Notification &notification : found) {
        notification.message.clear();
        auto update = m_connection.use("UPDATE notifications SET notification = ? WHERE id = ?");
        update->bind(1, toBlob(protocol::toJson(notification))).bind(2, notification.id);
        update.run();
        ids.append(notification.id);
    }
    return ids;
}

QList<QString> FeedTable::markRead(const QList<QString> &ids)
{
    QList<QString> changed;
    if (ids.isEmpty()) {
        auto rows = m_connection.use("UPDATE notifications SET read = 1 WHERE read = 0 RETURNING id");
        while (rows->step())
            changed.append(rows->text(0));
    }
    for (const QString &id : ids) {
        auto rows = m_connection.use("UPDATE notifications SET read = 1 WHERE read = 0 AND id = ? RETURNING id");
        rows->bind(1, id);
        while (rows->step())
            changed.append(rows->text(0));
    }
    return changed;
}

QList<protocol::Activity> FeedTable::activities()
{
    QList<protocol::Activity> activities;
    auto rows = m_connection.use("SELECT activity FROM activities ORDER BY at, rowid");
    while (rows->step()) {
        if (auto activity = protocol::activityFromJson(fromBlob(rows->blob(0))))
            activities.append(*std::move(activity));
    }
    return activities;
}

bool FeedTable::add(const protocol::Activity &activity)
{
    {
        auto insert =
            m_connection.use("INSERT INTO activities (id, at, activity) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING");
        insert->bind(1, activity.id)
            .bind(2, std::int64_t {toEpochMillis(activity.timestamp)})
            .bind(3, toBlob(protocol::toJson(activity)));
        insert.run();
    }
    if (m_connection.database().changes() == 0)
        return false;
    auto erase = m_connection.use("DELETE FROM activities WHERE rowid IN"
                                  " (SELECT rowid FROM activities ORDER BY at DESC, rowid DESC LIMIT -1 OFFSET ?)");
    erase->bind(1, std::int64_t {keptActivities});
    erase.run();
    return true;
}

} // namespace coterie::store
