#pragma once

#include "crdt/awareness.h"
#include "crdt/doc.h"
#include "server/hub/crdtbytes.h"
#include "server/hub/state.h"

namespace coterie::server {

/// A document in memory: because somebody has it open, or had a moment ago. The rows are the truth; it can be made
/// again from them at any time.
struct OpenDocument {
    OpenDocument(DocumentRow stored, const ServerConfig &config, Instant now)
        : row(std::move(stored))
        , doc(crdt::Doc::Options {
              .clientId = std::nullopt, .maxPendingBytes = static_cast<std::size_t>(config.maxDocumentBytes)})
        , awareness(doc.clientId(), now, {.clients = maxPeople, .stateBytes = maxStateBytes})
        , lastUsed(now)
        , measured(row.bytes)
    {
        awareness.setLocalState(std::nullopt, now); // the server is nobody
        watch = doc.onUpdate(
            [this](std::span<const std::byte> update, const void *, bool) { changes.append(arrayOf(update)); });
    }

    static constexpr std::size_t maxPeople = 1024; ///< browser tabs and apps, those that are gone included
    static constexpr std::size_t maxStateBytes = 16 * 1024; ///< of what one tells of itself
    static constexpr std::size_t maxPeoplePerPeer = 16; ///< one that is behind a connection: usually there is one

    struct Peer {
        Connection *connection = nullptr;
        std::vector<crdt::ClientId> people; ///< whose presence came this way
    };

    [[nodiscard]] const protocol::DocumentId &id() const { return row.docId; }
    [[nodiscard]] std::int64_t bytes() const { return measured + sinceMeasured; }
    [[nodiscard]] Peer *peerOf(const Connection &connection)
    {
        const auto found = std::ranges::find(peers, &connection, &Peer::connection);
        return found == peers.end() ? nullptr : &*found;
    }
    [[nodiscard]] std::vector<ConnectionId> everybodyBut(const Connection *except) const
    {
        std::vector<ConnectionId> ids;
        ids.reserve(peers.size());
        for (const Peer &peer : peers) {
            if (peer.connection != except)
                ids.push_back(peer.connection->id);
        }
        return ids;
    }
    /// Whether `peer` may tell this of `client`: nobody else is behind that client.
    [[nodiscard]] bool claim(Peer &peer, crdt::ClientId client, std::uint64_t clock, const crdt::Any &state);
    /// Who tells of themselves, each once. Who only reads along (a preview, a script) is not there.
    [[nodiscard]] QList<protocol::UserId> present() const;
    [[nodiscard]] QSet<protocol::UserId> connected() const; ///< those and who reads along

    DocumentRow row;
    crdt::Doc doc;
    crdt::Awareness awareness;
    std::vector<Peer> peers;
    QString base; ///< "https://chat.example": the address people come by
    Instant lastUsed;

    // What is on disk and how much it has grown.
    std::int64_t measured = 0; ///< bytes of the state as an update, when it was looked at last
    std::int64_t sinceMeasured = 0;
    std::int64_t lastUpdate = 0; ///< its key
    std::int64_t stateBytes = 0; ///< as it is stored
    std::int64_t logBytes = 0; ///< not compacted yet
    std::int64_t logUpdates = 0;
    bool waitsForCompaction = false;

    // Of this turn.
    QList<QByteArray> changes; ///< what the document itself tells of a change
    bool isTouched = false;
    bool isEdited = false;

    QList<protocol::UserId> presentTold; ///< who is there, as the room has heard it

    // What DocumentPeople gathers.
    std::vector<crdt::ClientId> told; ///< whose presence to pass on; may name one several times
    const Connection *teller = nullptr; ///< the only one who told, if there is only one
    bool manyTold = false;
    bool someoneLeft = false;
    std::optional<Instant> lastTold;

    // Of its history.
    QSet<protocol::UserId> editors; ///< since the last version
    protocol::UserId lastEditor;
    QHash<crdt::ClientId, protocol::UserId> writers; ///< of what has come since it was loaded
    std::optional<Instant> editedSince; ///< the first edit since the last version
    std::optional<Instant> mentionsDue;
    std::optional<Instant> newsDue;
    std::optional<Instant> lastNews;
    QSet<QByteArray> knownMentions;

    crdt::Subscription watch; ///< last: it ends first
};

} // namespace coterie::server
