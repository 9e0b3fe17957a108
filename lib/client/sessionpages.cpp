#include "client/session.h"

#include "protocol/validation.h"

#include <QCoreApplication>

// Pages of history.
namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

QString sentence(const char *text)
{
    return QCoreApplication::translate("Pages", text);
}

} // namespace

PageContext Session::contextOf(const RoomState &room) const
{
    return {.known = !room.log.epoch().isEmpty(),
        .position = room.stored.position,
        .readSeq = room.stored.room.readSeq,
        .unread = room.stored.unread,
        .online = isOnline() && room.joined};
}

bool Session::isSettling() const
{
    if (m_config.storeOnly)
        return false;
    return m_dial.isActive() || m_status.state == transport::LinkState::Connecting
        || m_status.state == transport::LinkState::Handshaking || (isOnline() && !m_listed);
}

void Session::requestPage(const PageQuery &query, std::function<void(Page)> reply)
{
    m_openRoom = query.roomId;
    if (const RoomState *wanted = m_rooms->find(query.roomId); wanted != nullptr && !wanted->asked)
        join(query.roomId); // what is looked at does not wait for its turn
    PageQuery resolved = query;
    if (query.kind == PageKind::Around && query.seq == 0) {
        const auto message = m_store->messages().byId(query.messageId);
        resolved.seq = message ? message->seq : m_hitSeqs.value(query.messageId, 0);
    }
    const bool isLost = resolved.kind == PageKind::Around && resolved.seq == 0;
    const RoomState *room = m_rooms->find(query.roomId);
    if (query.kind == PageKind::At && room != nullptr)
        resolved.seq = seqAt(*m_store, query.roomId, query.at, contextOf(*room)).value_or(0);
    const bool isElsewhere = resolved.kind == PageKind::At && resolved.seq == 0;
    if (room != nullptr && !isLost && !isElsewhere) {
        if (const auto stretch = pageFromStore(*m_store, resolved, contextOf(*room))) {
            reply(pageOf(resolved, *stretch));
            if (m_dial.isActive())
                m_dial.start(0); // what the window waited for is on its way
            return;
        }
    }
    if (isOnline() && room != nullptr) {
        constexpr int huntedPages = 10; // 2,000 messages back; a notification is rarely older
        if (isLost)
            hunt(query, std::nullopt, huntedPages, reply);
        else
            askForPage(resolved, reply);
    } else if (isSettling()) {
        m_waitingPages.append({query, std::move(reply)});
        if (m_dial.isActive())
            m_dial.start(0); // only the server has it
    } else if (isOnline()) {
        failPage(query, sentence("You are not in this room."), reply);
    } else {
        failPage(
            query, sentence("This is not stored on this computer. It will be here when you are online again."), reply);
    }
}

void Session::askForPage(const PageQuery &query, const std::function<void(Page)> &reply)
{
    const GetHistory history = historyFor(query, contextOf(*m_rooms->find(query.roomId)));
    request(history, [this, query, history, reply](const Result<QJsonObject> &payload) {
        const RoomState *room = m_rooms->find(query.roomId);
        const auto answer = payload ? historyReplyFromJson(*payload) : Result<HistoryReply>(payload.error());
        if (answer) {
            tookHistory(history, *answer);
            reply(pageOf(query, {answer->messages, answer->hasBefore, answer->hasAfter}));
            return;
        }
        PageContext offline = room != nullptr ? contextOf(*room) : PageContext {.known = false};
        offline.online = false;
        const auto stretch = room != nullptr ? pageFromStore(*m_store, query, offline) : std::nullopt;
        if (stretch)
            reply(pageOf(query, *stretch));
        else
            failPage(query, QString::fromStdString(answer.error().message), reply);
    });
}

/// Looks for a message of which only the id is known, page by page back from the newest.
void Session::hunt(
    const PageQuery &query, std::optional<Seq> before, int pagesLeft, const std::function<void(Page)> &reply)
{
    const GetHistory history {.roomId = query.roomId, .before = before, .limit = maxHistoryPage};
    request(history, [this, query, history, pagesLeft, reply](const Result<QJsonObject> &payload) {
        const auto answer = payload ? historyReplyFromJson(*payload) : Result<HistoryReply>(payload.error());
        if (!answer) {
            failPage(query, QString::fromStdString(answer.error().message), reply);
            return;
        }
        tookHistory(history, *answer);
        if (m_store->messages().byId(query.messageId))
            requestPage(query, reply);
        else if (answer->hasBefore && !answer->messages.isEmpty() && pagesLeft > 0)
            hunt(query, answer->messages.first().seq, pagesLeft - 1, reply);
        else
            failPage(query, sentence("This message is not there any more."), reply);
    });
}

void Session::tookHistory(const GetHistory &history, const HistoryReply &reply)
{
    RoomState *room = m_rooms->find(history.roomId);
    if (room == nullptr)
        return;
    QList<sync::OutboxUpdate> echoes;
    for (const Message &message : reply.messages) {
        if (message.userId == m_self.userId)
            echoes.append(m_outbox.echoed(message));
    }
    QList<QString> noMore;
    transact([&] {
        storeHistory(*m_store, history, reply, room->stored.position);
        noMore = withdrawn(reply.messages);
        for (const sync::OutboxUpdate &echo : std::as_const(echoes))
            store(echo, {});
        if (!reply.hasAfter)
            m_rooms->refreshLast(*room);
        m_rooms->counted(*room, room->stored.unread, room->stored.mentions);
    });
    if (!noMore.isEmpty())
        m_batch.open().notificationsWithdrawn += noMore;
    for (const sync::OutboxUpdate &echo : std::as_const(echoes))
        show(echo);
    showRoom(*room);
}

Page Session::pageOf(const PageQuery &query, const Stretch &stretch)
{
    Page page;
    page.query = query;
    page.hasBefore = stretch.hasBefore;
    page.hasAfter = stretch.hasAfter;
    const auto outbox = m_outbox.entriesOf(query.roomId);
    const WallTime now = serverNow();
    page.entries.reserve(stretch.messages.size());
    for (const Message &message : stretch.messages)
        page.entries.append(sentRow(message, outbox, m_self.userId, now));
    if (!page.hasAfter) {
        for (const sync::OutboxEntry &entry : outbox) {
            if (entry.isMessage())
                page.entries.append(unsentRow(entry, outbox, m_self, madeAt(entry)));
        }
    }
    if (const RoomState *room = m_rooms->find(query.roomId)) {
        page.readSeq = room->stored.room.readSeq;
        page.lastSeq = std::max(room->stored.position, room->stored.room.lastSeq);
        page.draft = room->draft;
    }
    return page;
}

void Session::failPage(const PageQuery &query, const QString &failure, const std::function<void(Page)> &reply)
{
    Page page = pageOf(query, {}); // what waits to be sent is shown all the same
    page.failure = failure;
    reply(page);
}

void Session::answerWaitingPages()
{
    for (const WaitingPage &waiting : std::exchange(m_waitingPages, {}))
        requestPage(waiting.query, waiting.reply);
}

} // namespace coterie::client
