#pragma once

#include "store/store.h"

namespace coterie::store {

using namespace protocol;
using namespace Qt::StringLiterals;

inline const WallTime now = fromEpochMillis(1'700'000'000'000);
inline const RoomId general {u"general"_s};
inline const UserId me {u"u-me"_s};
inline const UserId mina {u"u-mina"_s};

inline StoredRoom roomCalled(const RoomId &id)
{
    StoredRoom room;
    room.room.roomId = id;
    room.room.name = id.value();
    room.room.epoch = Epoch {u"e1"_s};
    room.room.member = true;
    return room;
}

inline Message messageAt(Seq seq, const QString &text, const UserId &author = mina)
{
    Message message;
    message.messageId = MessageId {u"m%1"_s.arg(seq)};
    message.clientId = ClientId {u"c%1"_s.arg(seq)};
    message.roomId = general;
    message.seq = seq;
    message.userId = author;
    message.username = u"Mina"_s;
    message.text = text;
    message.timestamp = now + Millis {seq * 1000};
    return message;
}

inline void prepare(Store &store)
{
    store.transact([&] {
        store.values().setSelf({me, u"Alex"_s, u"#0F766E"_s, Role::Member});
        store.messages().setSelf(me);
        store.rooms().put(roomCalled(general));
    });
}

} // namespace coterie::store
