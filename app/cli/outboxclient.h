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
    [[nodiscard]] bool hasWaiting() const { return m_status.waiting > 0; }
    [[nodiscard]] std::optional<protocol::plain::Dialect> dialect() const
    {
        return m_status.dialect;
    } ///< of a plain one
    [[nodiscard]] bool confirms() const { return m_status.confirms; } ///< as in client::ConnectionStatus
    [[nodiscard]] QList<protocol::Room> storedRooms() const { return m_rooms.values(); }

private:
    void apply(const client::Changes &changes);

    client::Client m_client;
    client::ConnectionStatus m_status;
    QString m_unkept; ///< why nothing is stored, in words; empty when all is well
    bool m_isStarted = false; ///< what is stored has been reported
    QHash<protocol::RoomId, protocol::Room> m_rooms;
    QHash<QString, client::MessageEntry> m_entries;
};

/// Sends what `send --queue` left behind; says on standard error what the server refused.
void sendQueued(const Invocation &call, const Account &account);

} // namespace coterie::cli
