#include "demo/seed.h"

#include "protocol/envelope.h"
#include "protocol/mentions.h"
#include "server/secrets.h"
#include "server/storage/storage.h"

#include <QJsonDocument>

namespace coterie::desktop::demo {

using namespace Qt::StringLiterals;
using protocol::RoomId;
using protocol::Seq;
using protocol::UserId;

namespace {

constexpr Millis lifetime = std::chrono::hours(24);
constexpr int unreadAtTheEnd = 2; // so that the first room has a "New since" line to show

class Seeder
{
public:
    Seeder(server::Storage &storage, const SampleWorkspace &workspace, WallTime now)
        : m_storage(storage)
        , m_workspace(workspace)
        , m_now(now)
    {
    }

    Seeded run()
    {
        addPeople();
        addRooms();
        for (const SampleMessage &message : m_workspace.history)
            addMessage(message);
        for (const SampleNotice &notice : m_workspace.notices)
            addNotice(notice);
        for (const SampleActivity &activity : m_workspace.activities)
            addActivity(activity);
        writeFeed();
        markRead();
        addHook();
        m_storage.setSetting(u"name"_s, m_workspace.name);
        return std::move(m_seeded);
    }

private:
    QString addUser(const SamplePerson &person)
    {
        const UserId id(u"u-"_s + server::randomText(9));
        m_users[person.name] = {id, person.name, person.color, protocol::Role::Member};
        m_storage.users.insert({m_users[person.name], {}, false, false, m_now, std::nullopt});
        const QString token = server::randomText(32);
        m_storage.users.insertToken({server::randomText(9), server::secretHash(token), id, u"chat publish"_s, m_now,
            m_now + lifetime, std::nullopt});
        return token;
    }

    void addPeople()
    {
        m_seeded.token = addUser(m_workspace.you);
        m_seeded.visitor = m_users[m_workspace.you.name];
        for (const SamplePerson &person : m_workspace.people)
            m_seeded.tokensByName[person.name] = addUser(person);
    }

    void addMembers(const RoomId &room, const QList<UserId> &members)
    {
        for (const UserId &member : members)
            m_storage.rooms.insertMember({room, member, protocol::Role::Member, 0, m_now});
    }

    void addRooms()
    {
        QList<UserId> everybody;
        for (const protocol::User &user : std::as_const(m_users))
            everybody.append(user.userId);
        for (const SampleRoom &room : m_workspace.rooms) {
            const RoomId id(room.name == "general"_L1 ? room.name : u"r-"_s + server::randomText(9));
            m_rooms[room.name] = id;
            server::RoomRow row;
            row.roomId = id;
            row.name = room.name;
            row.topic = room.topic;
            row.createdBy = everybody.value(0);
            row.createdAt = m_now - lifetime;
            m_storage.rooms.insert(row);
            addMembers(id, everybody);
        }
    }

    RoomId directRoom(const QString &with)
    {
        const QString key = u"@"_s + with;
        if (!m_rooms.contains(key)) {
            const UserId other = m_users[with].userId;
            server::RoomRow row;
            row.roomId = RoomId(u"d-"_s + server::randomText(9));
            row.kind = protocol::RoomKind::Direct;
            row.createdBy = other;
            row.createdAt = m_now - lifetime;
            row.pair = server::pairKey(m_seeded.visitor.userId, other);
            m_storage.rooms.insert(row);
            addMembers(row.roomId, {m_seeded.visitor.userId, other});
            m_rooms[key] = row.roomId;
        }
        return m_rooms[key];
    }

    const protocol::User &author(const QString &name)
    {
        return m_users[name == "you"_L1 ? m_workspace.you.name : name];
    }

    void addMessage(const SampleMessage &sample)
    {
        const RoomId room = sample.with.isEmpty() ? m_rooms.value(sample.room) : directRoom(sample.with);
        const protocol::User &by = author(sample.by);
        const server::MessageKey key = m_storage.messages.nextKey(m_now);
        protocol::Message message;
        message.messageId = server::messageIdOf(key);
        message.clientId = protocol::ClientId(server::randomText(12));
        message.roomId = room;
        message.seq = ++m_lastSeq[room];
        message.userId = by.userId;
        message.username = by.username;
        message.text = sample.text;
        message.timestamp = m_now - sample.age;
        message.mentions = protocol::mentionedUsers(sample.text, m_users.values());
        if (!sample.poll.options.isEmpty())
            message.poll = newPoll(sample.poll, key);
        m_storage.messages.insert(key, message);
        m_storage.messages.addEvent(room, {message.seq, server::EventKind::Created, key, {}}, message.timestamp);
        addAnswers(sample, room, key, message.timestamp);
        if (message.mentions.contains(m_seeded.visitor.userId))
            addMentionNotice(message, by, sample.room);
    }

    protocol::Poll newPoll(const SamplePoll &sample, server::MessageKey key)
    {
        protocol::Poll poll;
        poll.pollId = server::pollIdOf(key);
        poll.question = sample.question;
        poll.options = sample.options;
        poll.counts = QList<int>(sample.options.size(), 0);
        poll.closesAt = m_now + std::chrono::hours(2);
        return poll;
    }

    void addAnswers(const SampleMessage &sample, const RoomId &room, server::MessageKey key, WallTime at)
    {
        for (const auto &[emoji, names] : sample.reactions) {
            for (const QString &name : names)
                m_storage.messages.setReaction(key, emoji, author(name).userId, true);
            m_storage.messages.addEvent(room, {++m_lastSeq[room], server::EventKind::Reaction, key, emoji}, at);
        }
        for (auto vote = sample.poll.votes.begin(); vote != sample.poll.votes.end(); ++vote)
            m_storage.messages.setVotes(key, author(vote.key()).userId, vote.value());
        if (sample.pin)
            m_storage.messages.setPinned(key, true);
    }

    // The feed is numbered in the order of time.
    void writeFeed()
    {
        std::ranges::stable_sort(m_feed, {}, &FeedItem::at);
        for (FeedItem &item : m_feed) {
            server::FeedRow row;
            row.id = m_storage.feed.nextId();
            item.json[u"id"_s] = QString(item.event.at(0) + QString::number(row.id));
            row.userId = m_seeded.visitor.userId;
            row.event = item.event;
            row.data = QJsonDocument(item.json).toJson(QJsonDocument::Compact);
            row.at = item.at;
            m_storage.feed.insert(row);
        }
    }

    void addFeed(const protocol::Notification &notification)
    {
        m_feed.append({notification.timestamp, u"notification"_s, protocol::toJson(notification)});
    }

    void addActivity(const SampleActivity &sample)
    {
        protocol::Activity activity;
        activity.userId = author(sample.by).userId;
        activity.userName = sample.by;
        activity.action = sample.action;
        activity.target = sample.target;
        activity.timestamp = m_now - sample.age;
        m_feed.append({activity.timestamp, u"activity"_s, protocol::toJson(activity)});
    }

    void addMentionNotice(const protocol::Message &message, const protocol::User &by, const QString &room)
    {
        protocol::Notification notification;
        notification.title = u"%1 mentioned you in #%2"_s.arg(by.username, room);
        notification.message = message.text;
        notification.timestamp = message.timestamp;
        notification.roomId = message.roomId;
        notification.messageId = message.messageId;
        notification.source = u"mention"_s;
        addFeed(notification);
    }

    void addNotice(const SampleNotice &sample)
    {
        protocol::Notification notification;
        notification.type = protocol::notificationTypeFromWire(sample.type).value_or(protocol::NotificationType::Info);
        notification.title = sample.title;
        notification.message = sample.message;
        notification.timestamp = m_now - sample.age;
        notification.source = sample.type == "success"_L1 ? u"webhook: ci"_s : u"server"_s;
        addFeed(notification);
    }

    void markRead()
    {
        for (auto room = m_rooms.begin(); room != m_rooms.end(); ++room) {
            const bool unread = room.key() == "launch"_L1 || room.key() == "@Priya"_L1;
            const Seq seq = m_lastSeq.value(room.value()) - (unread ? unreadAtTheEnd : 0);
            m_storage.rooms.setRead(room.value(), m_seeded.visitor.userId, std::max<Seq>(seq, 0));
        }
    }

    void addHook()
    {
        const UserId hookUser(u"u-"_s + server::randomText(9));
        m_storage.users.insert({{hookUser, m_workspace.webhook.name, u"#5B6472"_s, protocol::Role::Guest}, {}, false,
            true, m_now, std::nullopt});
        m_seeded.hookSecret = server::randomText(32);
        m_storage.access.insertHook({server::secretHash(m_seeded.hookSecret), m_rooms.value(m_workspace.webhook.room),
            m_workspace.webhook.name, hookUser, m_seeded.visitor.userId, m_now});
    }

    server::Storage &m_storage;
    const SampleWorkspace &m_workspace;
    WallTime m_now;
    Seeded m_seeded;
    QHash<QString, protocol::User> m_users;
    QHash<QString, RoomId> m_rooms;
    QHash<RoomId, Seq> m_lastSeq;
    struct FeedItem {
        WallTime at;
        QString event;
        QJsonObject json;
    };
    QList<FeedItem> m_feed;
};

} // namespace

Result<Seeded> seed(const QString &folder, const SampleWorkspace &workspace, WallTime now)
{
    server::initSecrets();
    auto storage = server::Storage::open(folder);
    if (!storage)
        return storage.error();
    Seeded seeded = Seeder(**storage, workspace, now).run();
    if (auto committed = (*storage)->commit(); !committed)
        return committed.error();
    return seeded;
}

} // namespace coterie::desktop::demo
