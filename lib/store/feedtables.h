#pragma once

#include "protocol/types.h"
#include "store/connection.h"

#include <QJsonObject>

namespace coterie::store {

/// Single values by name. Part of Store.
class ValueTable
{
public:
    explicit ValueTable(Connection &connection) : m_connection(connection) { }
    [[nodiscard]] QString text(const QString &key);
    void setText(const QString &key, const QString &value);
    [[nodiscard]] std::optional<protocol::User> self();
    void setSelf(const protocol::User &user);
    /// What this person's windows remember, by a name of theirs; empty: nothing.
    [[nodiscard]] QJsonObject memory(const QString &name);
    void setMemory(const QString &name, const QJsonObject &value);

private:
    Connection &m_connection;
};

/// Who is known, with the presence they had last. Part of Store.
class PeopleTable
{
public:
    explicit PeopleTable(Connection &connection) : m_connection(connection) { }
    [[nodiscard]] QList<protocol::Presence> all();
    void put(const protocol::Presence &person);

private:
    Connection &m_connection;
};

struct StoredNotification {
    protocol::Notification notification;
    bool read = false;
    bool operator==(const StoredNotification &) const = default;
};

/// Notifications with their read flags, and the last activities. Part of Store.
class FeedTable
{
public:
    static constexpr int keptNotifications = 1'000; ///< as many as a server replays
    static constexpr int keptActivities = 100;

    explicit FeedTable(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] QList<StoredNotification> notifications(); ///< oldest first
    [[nodiscard]] bool add(const protocol::Notification &notification); ///< false when it is there already
    /// The message they are about was deleted: its words go from them, too. The ids of those that had some.
    [[nodiscard]] QList<QString> withdraw(const protocol::MessageId &message);
    [[nodiscard]] QList<QString> markRead(const QList<QString> &ids); ///< empty: all; returns those that were unread

    [[nodiscard]] QList<protocol::Activity> activities(); ///< oldest first
    [[nodiscard]] bool add(const protocol::Activity &activity); ///< false when it is there already

private:
    Connection &m_connection;
};

} // namespace coterie::store
