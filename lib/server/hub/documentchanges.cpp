#include "server/hub/documents.h"

#include "crdt/encoding.h"
#include "crdt/syncprotocol.h"
#include "server/hub/documentcontent.h"

// How documents change: what comes in, what is written, who hears of it, what leaves memory.
namespace coterie::server {

using namespace protocol;

namespace {

constexpr Millis newsEvery {10'000};
constexpr Millis mentionsAfter {2'000};
// A state is written anew when what came since would be a quarter of it; that bounds both the file and the writing.
constexpr std::int64_t leastLog = 64 * 1024;
constexpr std::int64_t rowCost = 24; // bytes of a row besides the update
constexpr std::size_t maxIdle = 200; // documents in memory that nobody has open
constexpr std::size_t unloadedAtOnce = 20; // in one turn: each may be written anew

/// The client whose blocks an update brings, if it is one: what somebody types.
std::optional<crdt::ClientId> writerOf(std::span<const std::byte> update)
{
    crdt::ByteReader in(update);
    const bool isOne = in.varUint() == 1;
    static_cast<void>(in.varUint()); // how many blocks
    const crdt::ClientId client = in.varUint();
    return isOne && !in.hasFailed() ? std::optional(client) : std::nullopt;
}

} // namespace

QByteArray Documents::state(const OpenDocument &document) const
{
    return arrayOf(document.doc.encodeStateAsUpdate({}, crdt::UpdateVersion::V2));
}

Result<void> Documents::checkSize(OpenDocument &document, std::span<const std::byte> update)
{
    const auto size = std::ssize(update);
    const std::int64_t most = m_core.config.maxDocumentBytes;
    if (document.bytes() + size > most && document.sinceMeasured > 0) {
        document.measured = std::ssize(document.doc.encodeStateAsUpdate());
        document.sinceMeasured = 0;
    }
    if (document.bytes() + size <= most)
        return {};
    const auto decoded = size <= most ? crdt::decodeUpdate(update) : Result<crdt::DecodedUpdate>(Errc::TooLarge);
    if (decoded && decoded->clients.empty())
        return {}; // takes away only: how a document gets smaller again
    return Error {Errc::TooLarge, "This document has become too large."};
}

Result<void> Documents::change(
    OpenDocument &document, std::span<const std::byte> update, const UserState &author, const Connection *from)
{
    if (auto fits = checkSize(document, update); !fits)
        return fits;
    document.changes.clear();
    if (auto joined = document.doc.applyUpdate(update); !joined)
        return joined.error();
    if (const auto writer = writerOf(update))
        document.writers.insert(*writer, author.id());
    // What waits for updates that have not come is in no change yet, and must be kept all the same.
    if (document.doc.hasPending())
        document.changes = {arrayOf(update)};
    for (const QByteArray &change : std::exchange(document.changes, {}))
        record(document, change, author, from);
    return {};
}

void Documents::changeBy(OpenDocument &document, const UserState &author, const std::function<void()> &work)
{
    document.changes.clear();
    document.doc.transact(work);
    for (const QByteArray &change : std::exchange(document.changes, {}))
        record(document, change, author, nullptr);
}

void Documents::record(
    OpenDocument &document, const QByteArray &update, const UserState &author, const Connection *from)
{
    document.lastUpdate = m_core.storage.documents.append(document.id(), update);
    document.logBytes += update.size();
    document.sinceMeasured += update.size();
    ++document.logUpdates;
    ++m_core.tally.documentUpdates;
    m_core.tally.documentBytes += static_cast<std::uint64_t>(update.size());
    m_core.out.toSockets(
        document.everybodyBut(from), arrayOf(crdt::encodeSyncMessage(crdt::SyncUpdate {bytesOf(update)})));
    document.lastUsed = m_core.now();
    document.lastEditor = author.id();
    document.isEdited = true;
    if (!document.editedSince)
        document.editedSince = m_core.now();
    if (!document.editors.contains(author.id())) {
        document.editors.insert(author.id());
        m_core.storage.documents.setEditors(document.id(), document.editors);
    }
    if (!document.waitsForCompaction
        && document.logBytes + rowCost * document.logUpdates > std::max(leastLog, document.stateBytes / 4)) {
        document.waitsForCompaction = true;
        m_toCompact.push_back(document.id());
    }
    touch(document);
}

void Documents::takeOverTitle(OpenDocument &document)
{
    const QString title = titleIn(document.doc);
    if (title == document.row.title || !checkDocumentTitle(title))
        return; // what cannot be a title stays a matter of the document
    document.row.title = title;
    m_core.storage.documents.setTitle(document.id(), title);
    document.lastNews.reset(); // a new name is told at once
}

void Documents::sayPresence(OpenDocument &document)
{
    const QList<UserId> present = document.present();
    if (std::exchange(document.presentTold, present) == present)
        return;
    if (const RoomState *const room = m_core.state.room(document.row.roomId))
        m_core.out.toRoom(
            *room, encodeFrame(toEnvelope(DocumentPresence {document.id(), document.row.roomId, present})));
}

void Documents::sayUpdated(OpenDocument &document)
{
    document.newsDue.reset();
    document.lastNews = m_core.now();
    m_core.storage.documents.setUpdated(document.id(), document.row.updatedAt, document.bytes());
    sayNews(document.row);
}

void Documents::endTurn()
{
    for (OpenDocument *document : std::exchange(m_touched, {})) {
        document->isTouched = false;
        sayPresence(*document);
        if (!std::exchange(document->isEdited, false))
            continue;
        document->row.updatedAt = m_core.wall();
        document->mentionsDue = m_core.now() + mentionsAfter;
        takeOverTitle(*document);
        if (!document->lastNews || *document->lastNews + newsEvery <= m_core.now())
            sayUpdated(*document);
        else if (!document->newsDue)
            document->newsDue = *document->lastNews + newsEvery;
    }
    m_people.endTurn();
}

void Documents::compact(OpenDocument &document)
{
    document.waitsForCompaction = false;
    document.measured = std::ssize(document.doc.encodeStateAsUpdate());
    document.sinceMeasured = 0;
    const QByteArray written = state(document);
    m_core.storage.documents.compact(document.id(), written, document.lastUpdate);
    document.stateBytes = written.size();
    document.logBytes = 0;
    document.logUpdates = 0;
    ++m_core.tally.compactions;
}

void Documents::compactOne()
{
    if (m_toCompact.empty())
        return;
    const DocumentId id = m_toCompact.back();
    m_toCompact.pop_back();
    if (OpenDocument *const document = loaded(id))
        compact(*document);
}

void Documents::unload(OpenDocument &document)
{
    if (document.logUpdates > 0)
        compact(document); // the next one to open it gets it sooner
    m_core.storage.documents.setUpdated(document.id(), document.row.updatedAt, document.bytes());
    std::erase(m_toCompact, document.id());
    m_people.forget(document);
    m_open.erase(DocumentId(document.id()));
}

void Documents::tick()
{
    std::vector<OpenDocument *> idle;
    for (const auto &[id, document] : m_open) {
        if (document->newsDue && *document->newsDue <= m_core.now())
            sayUpdated(*document);
        const auto silent = document->awareness.tick(m_core.now()).removed;
        m_people.left(*document, silent);
        if (!silent.empty())
            touch(*document);
        const bool isBusy =
            !document->peers.empty() || document->mentionsDue || document->newsDue || document->editedSince;
        if (!isBusy && !document->isTouched)
            idle.push_back(document.get());
    }
    std::ranges::sort(idle, {}, &OpenDocument::lastUsed);
    for (std::size_t i = 0; i < std::min(idle.size(), unloadedAtOnce); ++i) {
        const bool isTooMany = idle.size() - i > maxIdle;
        if (!isTooMany && idle[i]->lastUsed + m_core.config.documentIdle > m_core.now())
            break;
        unload(*idle[i]);
    }
}

} // namespace coterie::server
