#include "outboxclient.h"

#include <QFile>

#include <algorithm>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using client::Changes;
using client::Delivery;
using client::LinkState;
using client::MessageEntry;
using protocol::Room;

namespace {

constexpr Millis patience {15'000};

Error timedOut()
{
    return {Errc::TimedOut, "The server did not answer in time."};
}

} // namespace

OutboxClient::OutboxClient(const Account &account)
    : m_client({.server = account.server,
        .token = account.token,
        .storePath = account.storePath(),
        .storeOnly = account.token.isEmpty() && !account.isPlain,
        .username = account.isPlain ? account.username : QString()})
{
    QObject::connect(&m_client, &client::Client::changed, this,
        [this](const std::shared_ptr<const Changes> &changes) { apply(*changes); });
    m_client.start();
    static_cast<void>(waitFor([this] { return m_isStarted; }, patience));
}

void OutboxClient::apply(const Changes &changes)
{
    if (changes.connection) {
        m_status = *changes.connection;
        m_isStarted = true;
    }
    if (changes.storeWarning)
        m_unkept = changes.keepsNothing ? *changes.storeWarning : QString();
    for (const auto &summary : changes.rooms)
        m_rooms.insert(summary.room.roomId, summary.room);
    for (const auto &room : changes.messages) {
        for (const MessageEntry &entry : room.upserts)
            m_entries.insert(entry.key, entry);
        for (const QString &key : room.removedKeys)
            m_entries.remove(key);
    }
    for (const auto &summary : changes.documents)
        m_documents.insert(summary.document.docId, summary);
    for (const auto &docId : changes.documentsRemoved)
        m_documents.remove(docId);
    m_areDocumentsListed = m_areDocumentsListed || changes.documentsListed;
    m_notices += changes.notices;
}

Result<void> OutboxClient::connect()
{
    const bool isSettled = waitFor(
        [this] {
            return m_status.state == LinkState::Connected || m_status.state == LinkState::Waiting || m_status.final;
        },
        patience);
    if (m_status.state == LinkState::Connected)
        return {};
    if (m_status.final)
        return Error {m_status.signInNeeded ? Errc::Unauthorized : Errc::Forbidden, m_status.reason.toStdString()};
    return Error {Errc::Unavailable, isSettled ? m_status.reason.toStdString() : "The server does not answer."};
}

client::SearchAnswer OutboxClient::searchHere(const client::SearchAsk &ask)
{
    std::optional<client::SearchAnswer> answer;
    QObject context;
    m_client.search(ask, &context, [&](const client::SearchAnswer &found) { answer = found; });
    static_cast<void>(waitFor([&] { return answer && answer->isFinal; }, patience));
    return answer.value_or(client::SearchAnswer {});
}

Result<QList<Room>> OutboxClient::rooms()
{
    std::optional<Result<QList<Room>>> answer;
    QObject context;
    m_client.browseRooms(&context, [&](Result<QList<Room>> rooms) { answer = std::move(rooms); });
    return waitFor([&] { return answer.has_value(); }, patience) ? *answer : timedOut();
}

Result<void> OutboxClient::join(const protocol::RoomId &roomId)
{
    std::optional<Result<Room>> answer;
    QObject context;
    m_client.joinRoom(roomId, &context, [&](Result<Room> room) { answer = std::move(room); });
    if (!waitFor([&] { return answer.has_value(); }, patience))
        return timedOut();
    return *answer ? Result<void>() : answer->error();
}

Result<QString> OutboxClient::keyOf(const protocol::RoomId &roomId, const protocol::MessageId &messageId)
{
    std::optional<client::Page> page;
    QObject context;
    m_client.requestPage({.roomId = roomId, .kind = client::PageKind::Around, .limit = 1, .messageId = messageId},
        &context, [&](client::Page answer) { page = std::move(answer); });
    if (!waitFor([&] { return page.has_value(); }, patience))
        return timedOut();
    for (const MessageEntry &entry : std::as_const(page->entries)) {
        if (entry.message.messageId == messageId)
            return entry.key;
    }
    return Error {Errc::NotFound, "There is no such message in this room."};
}

Result<MessageEntry> OutboxClient::send(const client::Outgoing &message)
{
    const QString key = m_client.send(message);
    const bool isSettled = waitFor(
        [&] {
            const auto entry = m_entries.constFind(key);
            return entry != m_entries.cend() && entry->delivery != Delivery::Pending;
        },
        patience);
    const MessageEntry entry = m_entries.value(key);
    if (isSettled && entry.delivery == Delivery::Sent)
        return entry;
    m_client.discard(key);
    if (!isSettled)
        return timedOut();
    // A plain server never says no: it only does not confirm.
    return Error {m_status.dialect ? Errc::TimedOut : Errc::Forbidden, entry.failure.toStdString()};
}

Result<MessageEntry> OutboxClient::queue(const client::Outgoing &message)
{
    const QString key = m_client.send(message);
    const bool isKept = waitFor([&] { return m_entries.contains(key); }, patience) && m_unkept.isEmpty();
    if (!isKept)
        return Error {Errc::Io, m_unkept.isEmpty() ? "The message could not be kept." : m_unkept.toStdString()};
    return m_entries.value(key);
}

Result<void> OutboxClient::listDocuments()
{
    if (!waitFor([this] { return m_areDocumentsListed; }, patience))
        return timedOut();
    return {};
}

bool OutboxClient::hasWaitingDocuments() const
{
    return std::ranges::any_of(m_documents, [](const client::DocumentSummary &summary) {
        return summary.failure.isEmpty() && (summary.unsent || summary.waiting > 0);
    });
}

QStringList OutboxClient::drain()
{
    static_cast<void>(waitFor([this] { return !hasWaiting(); }, patience));
    QStringList refused = takeNotices();
    for (const MessageEntry &entry : std::as_const(m_entries)) {
        if (entry.delivery != Delivery::Failed)
            continue;
        refused << u"\"%1\" was not sent: %2"_s.arg(entry.message.text.left(60), entry.failure);
        m_client.discard(entry.key);
    }
    return refused;
}

Result<OpenedOutbox> openOutbox(const Invocation &call, bool mayWait)
{
    const auto isUnreachable = [](const Error &error) {
        return error.code == Errc::Unavailable || error.code == Errc::TimedOut;
    };
    OpenedOutbox opened;
    auto account = accountFor(call);
    if (!account && mayWait && isUnreachable(account.error()))
        account = offlineAccount(call);
    if (!account)
        return account.error();
    opened.client = std::make_unique<OutboxClient>(*account);
    auto connected = account->token.isEmpty() && !account->isPlain
        ? Result<void>(Errc::Unavailable, "The server cannot be reached.")
        : opened.client->connect();
    if (!connected && connected.error().code == Errc::Unauthorized && account->isGuest) {
        opened.client.reset();
        account = renewedGuest(*account);
        if (!account)
            return account.error();
        opened.client = std::make_unique<OutboxClient>(*account);
        connected = opened.client->connect();
    }
    if (!connected && !(mayWait && isUnreachable(connected.error())))
        return connected.error();
    if (!connected)
        opened.offline = connected.error();
    opened.account = *account;
    return opened;
}

void sendQueued(const Invocation &call, const Account &account)
{
    OutboxClient outbox(account);
    if (!outbox.connect())
        return; // the next command tries again
    for (const QString &refused : outbox.drain())
        static_cast<void>(call.fail(Exit::Refused, refused));
    if (!outbox.hasWaiting())
        QFile::remove(account.queuedMark());
}

} // namespace coterie::cli
