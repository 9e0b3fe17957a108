#include "serverdata.h"

#include "server/accountsfile.h"
#include "server/secrets.h"

namespace coterie::bench {

using namespace Qt::StringLiterals;
using server::Storage;

namespace {

constexpr int mentionEvery = 10; ///< rooms
constexpr int perTransaction = 20'000;

/// One room's next messages, numbered on from its last position.
Result<void> addTo(Storage &storage, const server::RoomRow &room, const Corpus &corpus, int count, bool mentions)
{
    const bool isOld = corpus.plan().newest != WallTime {};
    const WallTime present = SystemClock().wallNow();
    protocol::Seq seq = room.lastSeq;
    for (int i = 0; i < count; ++i) {
        const WallTime now = isOld ? corpus.timeOf(i) : present;
        const server::MessageKey key = storage.messages.nextKey(now);
        protocol::Message message = corpus.at(i);
        message.messageId = server::messageIdOf(key);
        message.seq = ++seq;
        message.timestamp = now;
        message.replyTo.reset(); // it would have to be a message of this folder
        message.attachments.clear(); // likewise, a file of it
        message.poll.reset();
        message.mentions.clear();
        message.reactions.clear();
        if (message.userId == Corpus::person(0).userId) // what is missed is what others have said
            message.userId = Corpus::person(1).userId;
        if (mentions && i == count - 1)
            message.mentions.append(Corpus::person(0).userId);
        storage.messages.insert(key, message);
        if (message.pinned)
            storage.messages.setPinned(key, true);
        if (message.editedAt)
            storage.messages.setText(key, message, now);
        if (i % 8 == 7) {
            storage.messages.setReaction(key, u"🎉"_s, Corpus::person(2).userId, true);
            storage.messages.addEvent(room.roomId, {++seq, server::EventKind::Reaction, key, u"🎉"_s}, now);
        }
        if (i % perTransaction != perTransaction - 1)
            continue;
        if (auto done = storage.commit(); !done)
            return done;
    }
    return storage.commit();
}

} // namespace

protocol::RoomId ServerData::room(int number)
{
    return protocol::RoomId(u"room-%1"_s.arg(number));
}

Result<QString> ServerData::create() const
{
    server::initSecrets();
    const WallTime now = SystemClock().wallNow();
    {
        auto storage = Storage::open(m_folder);
        if (!storage)
            return storage.error();
        for (int i = 0; i < m_plan.people; ++i)
            (*storage)->users.insert({.user = Corpus::person(i), .password = {}, .createdAt = now, .lastSeen = now});
        for (int i = 0; i < m_plan.rooms; ++i) {
            (*storage)->rooms.insert({.roomId = room(i),
                .name = u"room %1"_s.arg(i),
                .topic = {},
                .kind = protocol::RoomKind::Public,
                .createdBy = Corpus::person(1).userId,
                .createdAt = now,
                .pair = std::nullopt});
            for (int member = 0; member < m_plan.people; ++member)
                (*storage)->rooms.insertMember(
                    {room(i), Corpus::person(member).userId, protocol::Role::Member, 0, now});
        }
        if (auto done = (*storage)->commit(); !done)
            return done.error();
    }
    auto accounts = server::AccountsFile::open(m_folder);
    if (!accounts)
        return accounts.error();
    return (*accounts)->createToken(Corpus::person(0).username, u"chat"_s, std::nullopt);
}

Result<void> ServerData::addMessages(int count) const
{
    auto storage = Storage::open(m_folder);
    if (!storage)
        return storage.error();
    int number = 0;
    for (const server::RoomRow &row : (*storage)->rooms.all()) {
        if (!row.roomId.value().startsWith("room-"_L1))
            continue;
        const Corpus corpus(
            {.seed = m_plan.seed + static_cast<std::uint64_t>(number) * 31 + static_cast<std::uint64_t>(row.lastSeq),
                .roomId = row.roomId,
                .messages = count,
                .newest = m_plan.newest.value_or(WallTime {}),
                .people = m_plan.people});
        if (auto done = addTo(**storage, row, corpus, count, number++ % mentionEvery == 0); !done)
            return done;
    }
    return {};
}

Result<void> ServerData::index() const
{
    auto storage = Storage::open(m_folder);
    if (!storage)
        return storage.error();
    while ((*storage)->search.indexSome(perTransaction)) {
        if (auto done = (*storage)->commit(); !done)
            return done;
    }
    return (*storage)->commit();
}

} // namespace coterie::bench
