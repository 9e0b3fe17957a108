#pragma once

#include "crdt/syncprotocol.h"
#include "server/hub/documents.h"

namespace coterie::server {

/// The wire of a document: y-websocket, one message of y-protocols per binary frame, and checkpoints for those who
/// offered `coterie.collab.v1`. What a frame changes is told to the others when the turn is on disk.
class Collab
{
public:
    Collab(Core &core, Documents &documents) : m_core(core), m_documents(documents) { }

    static constexpr QByteArrayView subprotocol = "coterie.collab.v1";

    /// The socket is accepted: says what is known here and who is there.
    void join(Connection &connection, OpenDocument &document);
    void received(Connection &connection, const FrameArrived &frame);
    void leave(const Connection &connection); ///< call while it is still in the state
    void caughtUp(const Connection &connection); ///< it missed news of people: tells how things stand

private:
    void on(Connection &connection, OpenDocument &document, const crdt::SyncStep1 &message);
    void on(Connection &connection, OpenDocument &document, const crdt::SyncStep2 &message);
    void on(Connection &connection, OpenDocument &document, const crdt::SyncUpdate &message);
    void on(Connection &connection, OpenDocument &document, const crdt::AwarenessMessage &message);
    void on(Connection &connection, OpenDocument &document, const crdt::AwarenessQuery &message);
    void on(Connection &connection, OpenDocument &document, const crdt::PermissionDenied &message);
    void on(Connection &connection, OpenDocument &document, const crdt::Checkpoint &message);

    void update(Connection &connection, OpenDocument &document, std::span<const std::byte> update);
    void refuse(Connection &connection, const Error &error);
    void badFrame(Connection &connection);
    void sayWhoIsThere(const Connection &connection, const OpenDocument &document);
    void say(const Connection &connection, const crdt::SyncMessage &message);

    Core &m_core;
    Documents &m_documents;
};

} // namespace coterie::server
