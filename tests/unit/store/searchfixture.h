#pragma once

#include "store/schema.h"
#include "store/searchreader.h"
#include "store/store.h"

#include <QTemporaryDir>
#include <QTest>

namespace coterie::store {

using namespace protocol;
using namespace Qt::StringLiterals;

inline const WallTime now = fromEpochMillis(1'700'000'000'000);
inline const search::Place place = search::Place::here(now);

inline StoredRoom roomCalled(const QString &id)
{
    StoredRoom room;
    room.room.roomId = RoomId {id};
    room.room.name = id;
    room.room.epoch = Epoch {u"e1"_s};
    return room;
}

inline Message messageAt(const QString &room, Seq seq, const QString &text, const QString &author = u"u1"_s)
{
    Message message;
    message.messageId = MessageId {u"%1-m%2"_s.arg(room).arg(seq)};
    message.roomId = RoomId {room};
    message.seq = seq;
    message.userId = UserId {author};
    message.username = author;
    message.text = text;
    message.timestamp = now + Millis {seq * 60'000};
    return message;
}

inline QStringList idsOf(const QList<Message> &messages)
{
    QStringList ids;
    for (const Message &message : messages)
        ids.append(message.messageId.value());
    return ids;
}

/// A store in a folder of its own, with the rooms "general" and "launch".
class SearchFixture
{
public:
    [[nodiscard]] std::unique_ptr<Store> open() { return Store::open(path(), now); }
    [[nodiscard]] QString path() const { return m_folder.filePath(u"store.sqlite"_s); }
    static void put(Store &store, const QList<Message> &messages)
    {
        store.transact([&] {
            for (const QString &room : {u"general"_s, u"launch"_s})
                store.rooms().put(roomCalled(room));
            for (const Message &message : messages)
                store.messages().put(message);
        });
    }
    static void indexAll(Store &store)
    {
        bool isMore = true;
        while (isMore) {
            store.transact([&] {
                isMore = store.search().indexSome(200, Millis {1000});
                if (!isMore)
                    isMore = store.search().mergeSome();
            });
        }
    }
    static search::Query queryFor(const QString &typed)
    {
        search::Query query = search::parse(typed, place);
        search::resolve(query,
            {.people = [](const QString &name) { return QList {UserId {name}}; },
                .rooms = [](const QString &name) { return QList {RoomId {name}}; }});
        return query;
    }
    static QStringList find(Store &store, const QString &typed, int limit = 100)
    {
        return idsOf(store.search().find(queryFor(typed), 0, limit).messages);
    }

private:
    QTemporaryDir m_folder;
};

} // namespace coterie::store
