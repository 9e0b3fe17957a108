#pragma once

#include "client/client.h"

#include <QTest>

/// A person with a client: folds what the client reports into what a view would show.
class Peer
{
public:
    /// Signs in as a guest of that name; empty token on failure.
    [[nodiscard]] static coterie::client::SignIn::Session signIn(const QUrl &server, const QString &name);

    Peer(coterie::client::SignIn::Session session, QString storePath = {});
    void open(bool storeOnly = false); ///< a new client on the same store, as after a restart of the program
    void quit() { m_client.reset(); }
    [[nodiscard]] coterie::client::Client &client() { return *m_client; }

    [[nodiscard]] bool isConnected() const;
    [[nodiscard]] QString token() const { return m_session.token; }
    [[nodiscard]] coterie::protocol::UserId id() const { return m_session.user.userId; }
    [[nodiscard]] coterie::protocol::RoomId roomCalled(const QString &name) const; ///< empty when there is none
    [[nodiscard]] coterie::client::Page page(coterie::client::PageQuery query);

    /// Rows as a view shows them: sent ones by seq, then the others in the order of making.
    [[nodiscard]] QList<coterie::client::MessageEntry> rows(const coterie::protocol::RoomId &room) const;
    [[nodiscard]] QStringList texts(const coterie::protocol::RoomId &room) const; ///< of rows()
    [[nodiscard]] std::optional<coterie::client::MessageEntry> row(
        const coterie::protocol::RoomId &room, const QString &text) const;
    /// Every message of a room from the client's pages, oldest first.
    [[nodiscard]] QList<coterie::client::MessageEntry> wholeRoom(const coterie::protocol::RoomId &room);

    // What was reported, as it is now.
    QHash<coterie::protocol::RoomId, coterie::client::RoomSummary> rooms;
    QHash<coterie::protocol::RoomId, QHash<QString, coterie::client::MessageEntry>> messages;
    QHash<coterie::protocol::RoomId, int> restarts;
    QHash<coterie::protocol::UserId, coterie::protocol::Presence> people;
    QHash<coterie::protocol::RoomId, QList<coterie::protocol::UserId>> members;
    QHash<coterie::protocol::RoomId, QList<coterie::protocol::User>> typing;
    QHash<coterie::protocol::UserId, coterie::protocol::Cursor> cursors;
    QList<coterie::protocol::Notification> notifications;
    QSet<QString> notificationsRead;
    QList<coterie::protocol::Activity> activities;
    QHash<coterie::protocol::DocumentId, coterie::client::DocumentSummary> documents;
    QHash<coterie::protocol::DocumentId, QList<coterie::protocol::UserId>> presence; ///< who has a document open
    QStringList notices;
    coterie::client::ConnectionStatus connection;
    QList<coterie::client::Delivery> deliveries; ///< every state that any own row was reported in

private:
    void apply(const coterie::client::Changes &changes);

    coterie::client::SignIn::Session m_session;
    QString m_storePath;
    std::unique_ptr<coterie::client::Client> m_client;
};
