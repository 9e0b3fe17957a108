#pragma once

#include "crdt/awareness.h"
#include "crdt/doc.h"
#include "crdt/syncprotocol.h"
#include "hubfixture.h"

namespace coterie::server {

/// Somebody in a document: a crdt::Doc at the other end of a connection to the hub, as any client of y-websocket.
class DocumentPeer
{
public:
    DocumentPeer(HubFixture &server, const QString &token, const QString &docId, const QByteArray &subprotocol = {});
    ~DocumentPeer() = default;
    DocumentPeer(const DocumentPeer &) = delete;
    DocumentPeer &operator=(const DocumentPeer &) = delete;

    [[nodiscard]] bool isConnected() const { return m_connection != 0; }
    [[nodiscard]] ConnectionId connection() const { return m_connection; }
    void say(const crdt::SyncMessage &message);
    void hear(); ///< takes what has come, and answers
    void insert(std::uint32_t index, const QString &text); ///< and tells the server
    void erase(std::uint32_t index, std::uint32_t length);
    void leave();
    [[nodiscard]] QString text() { return QString::fromStdU16String(m_doc.text(u"content").toString()); }
    [[nodiscard]] crdt::Doc &doc() { return m_doc; }
    [[nodiscard]] crdt::Awareness &people() { return m_people; }
    void tell(std::optional<crdt::Any> state); ///< of itself; nothing: goodbye

    int updatesHeard = 0;
    QList<quint64> checkpoints;
    QString refusal; ///< the server's words

private:
    void take(const crdt::SyncMessage &message);

    HubFixture &m_server;
    crdt::Doc m_doc;
    crdt::Awareness m_people;
    ConnectionId m_connection = 0;
    crdt::Subscription m_watch;
};

} // namespace coterie::server
