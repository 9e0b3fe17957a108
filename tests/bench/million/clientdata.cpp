#include "clientdata.h"

#include "store/store.h"

#include <QFile>

namespace coterie::bench {

using namespace Qt::StringLiterals;
using protocol::Message;
using protocol::RoomId;

namespace {

constexpr std::int64_t perTransaction = 20'000;

struct RoomWriter {
    store::Store &store;
    const Corpus &corpus;
    const Progress &progress;

    void write(const QString &name, std::int64_t unread) const
    {
        const std::int64_t count = corpus.plan().messages;
        const protocol::Seq readSeq = unread >= count ? 0 : Corpus::seqOf(count - unread - 1);
        QList<protocol::UserId> members;
        for (int i = 0; i < corpus.plan().people; ++i)
            members.append(Corpus::person(i).userId);
        store::StoredRoom stored;
        stored.room = {.roomId = corpus.plan().roomId,
            .name = name,
            .topic = u"Everything, and then some"_s,
            .kind = protocol::RoomKind::Public,
            .epoch = inventedEpoch,
            .lastSeq = corpus.lastSeq(),
            .readSeq = readSeq,
            .role = protocol::Role::Member,
            .member = true,
            .members = {}};
        stored.position = corpus.lastSeq();
        store.transact([&] {
            store.rooms().put(stored);
            store.rooms().setMembers(corpus.plan().roomId, members);
            store.rooms().addRange(corpus.plan().roomId, 1, corpus.lastSeq());
        });
        for (std::int64_t from = 0; from < count; from += perTransaction) {
            const std::int64_t to = std::min(count, from + perTransaction);
            store.transact([&] {
                for (std::int64_t number = from; number < to; ++number)
                    store.messages().put(corpus.at(number));
            });
            if (progress)
                progress(to);
        }
        store.transact([&] {
            const auto counted = store.messages().unreadAfter(corpus.plan().roomId, readSeq);
            stored.unread = counted.messages;
            stored.mentions = counted.mentions;
            if (const auto latest = store.messages().latest(corpus.plan().roomId)) {
                stored.lastText = latest->text.left(120).simplified();
                stored.lastAuthor = latest->username;
                stored.lastAt = latest->timestamp;
            }
            store.rooms().put(stored);
        });
    }
};

} // namespace

Corpus::Plan millionPlan(std::int64_t messages)
{
    using namespace std::chrono;
    constexpr auto newest = sys_days(2026y / November / 20) + hours(18);
    return {.seed = 1, .roomId = RoomId(u"million"_s), .messages = messages, .newest = newest};
}

Result<void> writeClientStore(const QString &path, const ClientPlan &plan, const Progress &progress)
{
    if (QFile::exists(path))
        return Error {Errc::Conflict, "There is a store already."};
    const auto store = store::Store::open(path, plan.room.newest);
    store->transact([&] {
        store->values().setSelf(Corpus::person(0));
        store->values().setText(u"workspace"_s, u"Coterie"_s);
        for (int i = 0; i < plan.room.people; ++i) {
            const protocol::User user = Corpus::person(i);
            store->people().put({.userId = user.userId,
                .username = user.username,
                .color = user.color,
                .status = protocol::Status::Offline,
                .lastSeen = plan.room.newest,
                .note = {}});
        }
    });
    store->messages().setSelf(Corpus::person(0).userId);
    const Corpus room(plan.room);
    RoomWriter {*store, room, progress}.write(plan.roomName, plan.unread);
    for (int i = 0; i < plan.otherRooms; ++i) {
        Corpus::Plan small = plan.room;
        small.seed += static_cast<std::uint64_t>(i) + 1;
        small.roomId = RoomId(u"%1-%2"_s.arg(plan.room.roomId.value()).arg(i + 1));
        small.messages = 40;
        small.people = std::min(plan.room.people, 20);
        small.newest -= std::chrono::minutes(i + 1);
        RoomWriter {*store, Corpus(small), {}}.write(u"%1 %2"_s.arg(plan.roomName).arg(i + 1), 0);
    }
    for (bool isMore = true; isMore;) {
        store->transact([&] {
            isMore = store->search().indexSome(static_cast<int>(perTransaction), std::chrono::seconds {60})
                || store->search().mergeSome();
        });
    }
    if (!store->warning().isEmpty())
        return Error {Errc::Io, store->warning().toStdString()};
    return {};
}

} // namespace coterie::bench
