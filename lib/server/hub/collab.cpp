#include "server/hub/collab.h"

#include "crdt/encoding.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr int maxBadFrames = 20;

/// Whether an update says anything that is not in the document yet. What a client answers to a SyncStep1 names all that
/// was ever deleted, so bytes alone do not tell.
bool bringsNews(const crdt::Doc &doc, const crdt::DecodedUpdate &update)
{
    const crdt::StateVector known = doc.stateVector();
    for (const crdt::ClientBlocks &client : update.clients) {
        const auto isNew = [&](const crdt::Block &block) {
            return !block.isSkip() && block.end() > known.clock(client.client);
        };
        if (std::ranges::any_of(client.blocks, isNew))
            return true;
    }
    const crdt::DeleteSet deleted = doc.deleteSet();
    crdt::DeleteSet together = deleted;
    together.add(update.deletes);
    together.normalise();
    return !(together == deleted);
}

/// Whether a state carries the id of another person here. Ids of an editor's own making are nobody's.
bool pretends(const State &people, const UserState &user, const crdt::Any &state)
{
    const crdt::Any *person = state.member(u"user");
    const crdt::Any *id = person != nullptr ? person->member(u"id") : nullptr;
    if (id == nullptr || id->string() == nullptr)
        return false;
    const protocol::UserId named(toQString(*id->string()));
    return named != user.id() && people.user(named) != nullptr;
}

/// The entries of an awareness message that this peer may tell: of clients that nobody else is behind, and under no
/// other person's id. Stock clients repeat what they hear of others, so the rest is no offence. Nothing: not readable.
std::optional<crdt::Bytes> ownWords(
    const State &people, OpenDocument &document, OpenDocument::Peer &peer, std::span<const std::byte> message)
{
    crdt::ByteReader in(message);
    crdt::ByteWriter kept;
    std::uint64_t count = 0;
    for (std::uint64_t left = in.varUint(); left > 0 && !in.hasFailed(); --left) {
        const crdt::ClientId client = in.varUint();
        const std::uint64_t clock = in.varUint();
        const auto json = in.buffer();
        if (in.hasFailed() || json.size() > OpenDocument::maxStateBytes)
            return std::nullopt;
        const auto state = crdt::Any::fromJson({reinterpret_cast<const char *>(json.data()), json.size()});
        if (!state)
            return std::nullopt;
        if (pretends(people, *peer.connection->user, *state) || !document.claim(peer, client, clock, *state))
            continue;
        kept.varUint(client);
        kept.varUint(clock);
        kept.buffer(json);
        ++count;
    }
    if (in.hasFailed() || !in.isAtEnd())
        return std::nullopt;
    crdt::ByteWriter out;
    out.varUint(count);
    out.bytes(kept.view());
    return out.take();
}

} // namespace

void Collab::say(const Connection &connection, const crdt::SyncMessage &message)
{
    m_core.out.toSockets({connection.id}, arrayOf(crdt::encodeSyncMessage(message)));
}

void Collab::join(Connection &connection, OpenDocument &document)
{
    document.peers.push_back({&connection, {}});
    document.base = connection.base;
    // Who may only read is not asked for what they have.
    if (m_documents.mayWrite(*connection.user, document.row))
        say(connection, crdt::SyncStep1 {document.doc.stateVector()});
    sayWhoIsThere(connection, document);
}

void Collab::leave(const Connection &connection)
{
    OpenDocument *const document = m_documents.loaded(connection.documentId);
    OpenDocument::Peer *const peer = document != nullptr ? document->peerOf(connection) : nullptr;
    if (peer == nullptr)
        return;
    m_documents.people().left(*document, document->awareness.remove(peer->people, m_core.now()).removed, &connection);
    std::erase_if(document->peers, [&](const OpenDocument::Peer &each) { return each.connection == &connection; });
    document->lastUsed = m_core.now();
    m_documents.touch(*document);
}

void Collab::sayWhoIsThere(const Connection &connection, const OpenDocument &document)
{
    const auto people = document.awareness.clients();
    if (!people.empty())
        say(connection, crdt::AwarenessMessage {document.awareness.encode(people)});
}

void Collab::caughtUp(const Connection &connection)
{
    if (const OpenDocument *const document = m_documents.loaded(connection.documentId))
        say(connection, crdt::AwarenessMessage {document->awareness.encode(document->awareness.everKnown())});
}

void Collab::refuse(Connection &connection, const Error &error)
{
    ++m_core.tally.documentsRefused;
    const int code = error.code == Errc::TooLarge ? 1009 : error.code == Errc::Forbidden ? 4403 : 1007;
    const QString words =
        error.message.empty() ? u"This change cannot be read."_s : QString::fromStdString(error.message);
    say(connection, crdt::PermissionDenied {std::u16string(viewOf(words))});
    m_core.dismiss(connection, code, words);
}

void Collab::badFrame(Connection &connection)
{
    ++m_core.tally.badFrames;
    if (++connection.badFrames >= maxBadFrames)
        m_core.dismiss(connection, 1007, u"Too many frames that nobody can read."_s);
}

void Collab::received(Connection &connection, const FrameArrived &frame)
{
    OpenDocument *const document = m_documents.loaded(connection.documentId);
    if (document == nullptr)
        return;
    if (frame.kind != FrameKind::Binary) {
        badFrame(connection);
        return;
    }
    const auto message = crdt::decodeSyncMessage(bytesOf(frame.payload));
    if (!message) {
        if (message.error().code != Errc::Unsupported) // kinds of a later day are passed over, as y-websocket does
            badFrame(connection);
        return;
    }
    connection.badFrames = 0;
    std::visit([&](const auto &said) { on(connection, *document, said); }, *message);
}

void Collab::on(Connection &connection, OpenDocument &document, const crdt::SyncStep1 &message)
{
    const crdt::Bytes missing = document.doc.encodeStateAsUpdate(message.state);
    say(connection, crdt::SyncStep2 {missing});
}

void Collab::on(Connection &connection, OpenDocument &document, const crdt::SyncStep2 &message)
{
    update(connection, document, message.update);
}

void Collab::on(Connection &connection, OpenDocument &document, const crdt::SyncUpdate &message)
{
    update(connection, document, message.update);
}

void Collab::update(Connection &connection, OpenDocument &document, std::span<const std::byte> update)
{
    // So much at once is not typing: whoever comes back in a moment is taken in again.
    if (connection.documentBytes.take(m_core.now(), static_cast<double>(update.size()))) {
        ++m_core.tally.rateLimited;
        m_core.dismiss(connection, 4503, u"That was a lot at once. Try again in a moment."_s);
        return;
    }
    if (!m_documents.mayWrite(*connection.user, document.row)) {
        const auto decoded = crdt::decodeUpdate(update);
        if (!decoded)
            refuse(connection, decoded.error());
        else if (bringsNews(document.doc, *decoded))
            refuse(connection, {Errc::Forbidden, "Join the room to write in this document."});
        return;
    }
    if (auto done = m_documents.change(document, update, *connection.user, &connection); !done)
        refuse(connection, done.error());
}

void Collab::on(Connection &connection, OpenDocument &document, const crdt::AwarenessMessage &message)
{
    OpenDocument::Peer *const peer = document.peerOf(connection);
    const auto words = peer != nullptr ? ownWords(m_core.state, document, *peer, message.update) : std::nullopt;
    const auto change =
        words ? document.awareness.apply(*words, m_core.now()) : Result<crdt::AwarenessChange>(Errc::Malformed);
    if (!change) {
        badFrame(connection);
        return;
    }
    m_documents.people().told(document, *change, connection);
    if (!change->added.empty() || !change->removed.empty())
        m_documents.touch(document);
}

void Collab::on(Connection &connection, OpenDocument &document, const crdt::AwarenessQuery &)
{
    sayWhoIsThere(connection, document);
}

void Collab::on(Connection &, OpenDocument &, const crdt::PermissionDenied &) { } // for clients only

void Collab::on(Connection &connection, OpenDocument &, const crdt::Checkpoint &message)
{
    if (connection.checkpoints)
        say(connection, message);
}

} // namespace coterie::server
