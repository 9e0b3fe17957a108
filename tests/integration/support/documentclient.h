#pragma once

#include "crdt/awareness.h"
#include "crdt/doc.h"
#include "crdt/syncprotocol.h"

#include <QUrl>
#include <QWebSocket>

namespace coterie::integration {

/// Somebody in a document: a crdt::Doc, which outlives connections, and one connection to `/collab` after the other.
/// Asks for checkpoints. Waits happen in the event loop, for at most 10 s.
class DocumentClient
{
public:
    DocumentClient();
    [[nodiscard]] bool open(const QUrl &base, const QString &token, const QString &docId); ///< and in sync
    void close();
    void abort() { m_socket.abort(); }

    void insert(std::uint32_t index, const QString &text);
    void erase(std::uint32_t index, std::uint32_t length);
    [[nodiscard]] QString text();
    [[nodiscard]] crdt::Doc &doc() { return m_doc; }
    void say(const crdt::SyncMessage &message);
    void send(const QByteArray &frame) { m_socket.sendBinaryMessage(frame); }

    quint64 askForCheckpoint(); ///< its number
    [[nodiscard]] quint64 reached() const { return m_reached; } ///< everything before this one is on disk
    [[nodiscard]] bool waitFor(const std::function<bool()> &holds);
    [[nodiscard]] bool waitForText(const QString &text);
    [[nodiscard]] bool waitForClose();
    [[nodiscard]] int closeCode() const { return m_closeCode; }
    [[nodiscard]] quint64 updatesHeard() const { return m_updatesHeard; }
    [[nodiscard]] quint64 bytesHeard() const { return m_bytesHeard; }

private:
    void take(const QByteArray &frame);
    void join(std::span<const std::byte> update);

    crdt::Doc m_doc;
    crdt::Subscription m_watch;
    QWebSocket m_socket;
    bool m_isSynced = false;
    int m_closeCode = 0;
    quint64 m_asked = 0;
    quint64 m_reached = 0;
    quint64 m_updatesHeard = 0;
    quint64 m_bytesHeard = 0;
};

} // namespace coterie::integration
