#pragma once

#include "account.h"
#include "client/client.h"

#include <QHash>

namespace coterie::cli {

/// The whole client, for what needs its outbox: sending, and keeping what cannot be sent yet.
class OutboxClient : public QObject
{
    Q_OBJECT
public:
    explicit OutboxClient(const Account &account); ///< without a token it stays offline

    [[nodiscard]] Result<void> connect(); ///< Unavailable when the first attempt fails
    [[nodiscard]] Result<QList<protocol::Room>> rooms();
    [[nodiscard]] Result<void> join(const protocol::RoomId &roomId);
    /// The key of a message of the server's, once the client knows it. NotFound.
    [[nodiscard]] Result<QString> keyOf(const protocol::RoomId &roomId, const protocol::MessageId &messageId);
    /// Waits until it is acknowledged. Gives up what was not, so that it is not sent behind the caller's back.
    [[nodiscard]] Result<client::MessageEntry> send(const client::Outgoing &message);
    [[nodiscard]] Result<client::MessageEntry> queue(const client::Outgoing &message); ///< on disk, or Io
    [[nodiscard]] QStringList drain(); ///< waits until nothing waits any more; what was refused, in words
    [[nodiscard]] client::SearchAnswer searchHere(const client::SearchAsk &ask); ///< in what is stored here
    [[nodiscard]] bool hasWaiting() const { return m_status.waiting > 0 || hasWaitingDocuments(); }
    [[nodiscard]] client::Client &client() { return m_client; }
    [[nodiscard]] QList<client::DocumentSummary> documents() const { return m_documents.values(); } ///< known so far
    [[nodiscard]] Result<void> listDocuments(); ///< waits until the server has told them
    [[nodiscard]] QString unkept() const { return m_unkept; }
    [[nodiscard]] QStringList takeNotices() { return std::exchange(m_notices, {}); } ///< what was refused, in words
    [[nodiscard]] std::optional<protocol::plain::Dialect> dialect() const
    {
        return m_status.dialect;
    } ///< of a plain one
    [[nodiscard]] bool confirms() const { return m_status.confirms; } ///< as in client::ConnectionStatus
    [[nodiscard]] QList<protocol::Room> storedRooms() const { return m_rooms.values(); }

private:
    void apply(const client::Changes &changes);
    [[nodiscard]] bool hasWaitingDocuments() const;

    client::Client m_client;
    client::ConnectionStatus m_status;
    QString m_unkept; ///< why nothing is stored, in words; empty when all is well
    bool m_isStarted = false; ///< what is stored has been reported
    QHash<protocol::RoomId, protocol::Room> m_rooms;
    QHash<QString, client::MessageEntry> m_entries;
    QHash<protocol::DocumentId, client::DocumentSummary> m_documents;
    bool m_areDocumentsListed = false;
    QStringList m_notices;
};

/// A client for what may also be done offline.
struct OpenedOutbox {
    Account account;
    std::unique_ptr<OutboxClient> client;
    std::optional<Error> offline; ///< why the server is not reached
};

/// Signed in and connected. `mayWait`: without a network the client is there all the same, on what is stored here.
[[nodiscard]] Result<OpenedOutbox> openOutbox(const Invocation &call, bool mayWait);

/// Sends what `send --queue` left behind; says on standard error what the server refused.
void sendQueued(const Invocation &call, const Account &account);

} // namespace coterie::cli
