#pragma once

#include "server/hub/core.h"

namespace coterie::server {

/// What goes out over /events: notifications, activities, published events, live polls and metrics.
class Feed
{
public:
    explicit Feed(Core &core) : m_core(core) { }

    void notify(const UserState &user, protocol::Notification notification); ///< id and time are filled in
    void activity(
        const UserState &actor, const QString &action, const RoomState &room); ///< nobody hears of direct rooms

    struct Published {
        QString channel;
        protocol::UserId userId;
        QString event;
        QJsonValue data;
    };
    [[nodiscard]] Result<void> publish(const Published &event);
    void poll(const protocol::Poll &poll); ///< to those who listen to its channel; not stored
    void metric(const QString &name, double value);
    [[nodiscard]] bool hasListeners(const QString &channel) const;

    /// Forbidden, NotFound, or TooLarge when the stream listens to as many as it can.
    [[nodiscard]] Result<void> listen(Connection &stream, const QString &channel) const;
    /// The stream is accepted already: says `connected`, then what was missed since `lastEventId`, if one is given.
    /// More than a slice comes at the reader's pace, through replayMore().
    void open(Connection &stream, const QString &lastEventId);
    void replayMore(Connection &stream); ///< the reader has taken the slice before
    void markRead(const UserState &user, const QList<QString> &notificationIds);

private:
    void store(FeedRow row);
    void replay(Connection &stream, std::int64_t after, QByteArray bytes);
    [[nodiscard]] Result<void> mayListen(const UserState &user, const QString &channel) const;
    [[nodiscard]] bool mayHear(const Connection &stream, const FeedRow &row) const;
    [[nodiscard]] QByteArray serialised(const FeedRow &row) const;
    [[nodiscard]] FeedRow withoutDeleted(FeedRow row) const;
    [[nodiscard]] QString position(std::int64_t id) const;
    void toChannel(const QString &channel, const QByteArray &event);

    Core &m_core;
};

} // namespace coterie::server
