#include "client/session.h"

#include <limits>

// A log that starts over: an older backup was put back, and the server may have forgotten what it had acknowledged.
// The logs are the same up to some point. Everything of one's own that was behind it and is not in the new log is
// shown as failed, so that a person can send it again; by itself it is not, for the backup may have been put back to
// get rid of it.
namespace coterie::client {

using namespace protocol;

namespace {

constexpr int knownRead = 2'000; // of the stored messages, the newest
constexpr qsizetype mostOffered = 200; // newest first; nobody looks through more
constexpr int pageLimit = 200; // the server's own
constexpr int mostPages = 10; // of a log that has gone on meanwhile

} // namespace

struct Session::LostSearch {
    JoinAck ack;
    QList<Message> known; ///< of the old log, oldest first
    QHash<MessageId, Seq> seqs; ///< of the known
    QSet<ClientId> there; ///< own ones in the new log
    int pagesLeft = mostPages;
};

/// The room is joined when it is known what is lost; until then its events wait, and a lost link begins again.
void Session::startOver(const JoinAck &ack)
{
    const RoomId roomId = ack.room.roomId;
    const auto search = std::make_shared<LostSearch>();
    search->ack = ack;
    search->known = m_store->messages().lastOf(roomId, 1, std::numeric_limits<Seq>::max(), knownRead);
    const bool hasOwn =
        std::ranges::any_of(search->known, [this](const Message &message) { return message.userId == m_self.userId; });
    if (!hasOwn) {
        joined(roomId, ack);
        return;
    }
    for (const Message &message : std::as_const(search->known))
        search->seqs.insert(message.messageId, message.seq);
    readRestored(search, std::nullopt);
}

void Session::readRestored(const std::shared_ptr<LostSearch> &search, std::optional<Seq> before)
{
    const RoomId roomId = search->ack.room.roomId;
    const GetHistory asked {.roomId = roomId, .before = before, .limit = pageLimit};
    request(asked, [this, search, roomId](const Result<QJsonObject> &payload) {
        const RoomState *room = m_rooms->find(roomId);
        if (room == nullptr || !isOnline())
            return;
        const auto reply = payload ? historyReplyFromJson(*payload) : Result<HistoryReply>(payload.error());
        if (!reply) {
            joined(roomId, search->ack); // what cannot be looked up is not called lost
            return;
        }
        Seq common = 0; // the last place where both logs are the same
        for (auto message = reply->messages.crbegin(); common == 0 && message != reply->messages.crend(); ++message) {
            if (message->userId == m_self.userId)
                search->there.insert(message->clientId);
            const bool isSame = search->seqs.value(message->messageId) == message->seq;
            if (isSame && !room->ackedEarly.contains(message->messageId))
                common = message->seq;
        }
        const Seq oldest = reply->messages.isEmpty() ? 0 : reply->messages.first().seq;
        const bool isAtEnd = common > 0 || !reply->hasBefore || oldest <= search->known.first().seq;
        if (!isAtEnd && --search->pagesLeft > 0) {
            readRestored(search, oldest);
            return;
        }
        QList<Message> lost = isAtEnd ? search->known : QList<Message>();
        lost.removeIf([&](const Message &message) {
            return message.seq <= common || message.userId != m_self.userId || message.deleted
                || search->there.contains(message.clientId) || room->ackedEarly.contains(message.messageId);
        });
        joined(roomId, search->ack, lost.last(std::min(lost.size(), mostOffered)));
    });
}

} // namespace coterie::client
