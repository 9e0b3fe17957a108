#include "documentpeer.h"

#include "server/hub/crdtbytes.h"

namespace coterie::server {

DocumentPeer::DocumentPeer(
    HubFixture &server, const QString &token, const QString &docId, const QByteArray &subprotocol)
    : m_server(server)
    , m_people(m_doc.clientId(), server.clock.now())
    , m_connection(server.connectDocument(token, docId, subprotocol))
{
    m_watch = m_doc.onUpdate([this](std::span<const std::byte> update, const void *, bool isLocal) {
        if (isLocal)
            say(crdt::SyncUpdate {update});
    });
    if (!isConnected())
        return;
    say(crdt::SyncStep1 {m_doc.stateVector()});
    hear();
}

void DocumentPeer::say(const crdt::SyncMessage &message)
{
    m_server.sendMessage(m_connection, arrayOf(crdt::encodeSyncMessage(message)));
}

void DocumentPeer::hear()
{
    for (const QByteArray &frame : m_server.takeMessages(m_connection)) {
        const auto message = crdt::decodeSyncMessage(bytesOf(frame));
        if (!message)
            qFatal("the server sent what cannot be read");
        take(*message);
    }
}

void DocumentPeer::take(const crdt::SyncMessage &message)
{
    const auto join = [this](std::span<const std::byte> update) {
        if (!m_doc.applyUpdate(update))
            qFatal("the server sent an update that cannot be read");
        ++updatesHeard;
    };
    if (const auto *step1 = std::get_if<crdt::SyncStep1>(&message)) {
        const crdt::Bytes missing = m_doc.encodeStateAsUpdate(step1->state);
        say(crdt::SyncStep2 {missing});
    } else if (const auto *step2 = std::get_if<crdt::SyncStep2>(&message)) {
        join(step2->update);
    } else if (const auto *update = std::get_if<crdt::SyncUpdate>(&message)) {
        join(update->update);
    } else if (const auto *words = std::get_if<crdt::AwarenessMessage>(&message)) {
        if (!m_people.apply(words->update, m_server.clock.now()))
            qFatal("the server sent presence that cannot be read");
    } else if (const auto *denied = std::get_if<crdt::PermissionDenied>(&message)) {
        refusal = QString::fromStdU16String(denied->reason);
    } else if (const auto *checkpoint = std::get_if<crdt::Checkpoint>(&message)) {
        checkpoints.append(checkpoint->number);
    }
}

void DocumentPeer::insert(std::uint32_t index, const QString &text)
{
    if (!m_doc.text(u"content").insert(index, text.toStdU16String()))
        qFatal("inserted past the end");
}

void DocumentPeer::erase(std::uint32_t index, std::uint32_t length)
{
    if (!m_doc.text(u"content").erase(index, length))
        qFatal("erased past the end");
}

void DocumentPeer::tell(std::optional<crdt::Any> state)
{
    static_cast<void>(m_people.setLocalState(std::move(state), m_server.clock.now()));
    const std::vector<crdt::ClientId> self {m_people.self()};
    const crdt::Bytes words = m_people.encode(self);
    say(crdt::AwarenessMessage {words});
}

void DocumentPeer::leave()
{
    m_server.disconnect(m_connection);
    m_connection = 0;
}

} // namespace coterie::server
