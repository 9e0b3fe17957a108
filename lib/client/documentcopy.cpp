#include "client/documentcopy.h"

#include "client/bytes.h"

namespace coterie::client {

namespace {

// Reading an update takes microseconds, writing the state of a large document milliseconds.
constexpr int manyUpdates = 200;
constexpr std::int64_t manyBytes = 256 * 1024;

} // namespace

DocumentCopy::DocumentCopy(store::Store &store, const Transact &transact, protocol::DocumentId docId)
    : m_store(store)
    , m_transact(transact)
    , m_docId(std::move(docId))
{
    const QList<QByteArray> updates = m_store.documents().copy(m_docId);
    for (const QByteArray &update : updates) // what the disk has spoilt is missing, and comes from the server again
        static_cast<void>(m_document.applyUpdate(asBytes(update)));
    m_isEmpty = updates.isEmpty();
    if (updates.size() == 1)
        m_stored = updates.first();
    m_backlog = m_store.documents().backlog(m_docId);
    m_waiting = m_store.documents().waiting(m_docId);
    m_lastWaiting = m_store.documents().lastWaiting(m_docId);
}

DocumentCopy::~DocumentCopy()
{
    write();
}

QByteArray DocumentCopy::state() const
{
    if (m_isEmpty || !m_stored.isEmpty())
        return m_stored;
    return toByteArray(m_document.encodeStateAsUpdate());
}

Result<sync::EditNumber> DocumentCopy::edit(const QByteArray &update)
{
    if (const auto joined = m_document.applyUpdate(asBytes(update)); !joined)
        return joined.error();
    const QList<QByteArray> others = takeUnwritten(); // an own edit may lean on them
    m_transact([&] {
        for (const QByteArray &change : others)
            m_store.documents().add(m_docId, change, 0);
        m_lastWaiting = m_store.documents().add(m_docId, update, 1);
    });
    ++m_waiting;
    ++m_backlog.updates;
    m_backlog.bytes += update.size();
    m_isEmpty = false;
    m_stored.clear();
    return m_lastWaiting;
}

void DocumentCopy::keep(const QByteArray &change)
{
    m_unwritten.append(change);
    m_isEmpty = false;
    m_stored.clear();
}

/// Outside of a transaction: the store may run its work a second time.
QList<QByteArray> DocumentCopy::takeUnwritten()
{
    const QList<QByteArray> changes = merged(std::exchange(m_unwritten, {}));
    for (const QByteArray &change : changes) {
        ++m_backlog.updates;
        m_backlog.bytes += change.size();
    }
    return changes;
}

void DocumentCopy::write()
{
    const QList<QByteArray> changes = takeUnwritten();
    if (changes.isEmpty())
        return;
    m_transact([&] {
        for (const QByteArray &change : changes)
            m_store.documents().add(m_docId, change, 0);
    });
}

void DocumentCopy::discard()
{
    m_unwritten.clear();
}

void DocumentCopy::confirm(sync::EditNumber last)
{
    m_transact([&] {
        m_store.documents().confirm(m_docId, last);
        m_waiting = last >= m_lastWaiting ? 0 : m_store.documents().waiting(m_docId);
    });
}

bool DocumentCopy::isScattered() const
{
    return m_backlog.updates >= manyUpdates || m_backlog.bytes >= manyBytes;
}

void DocumentCopy::compact()
{
    const QByteArray whole = state();
    m_unwritten.clear(); // it is in there
    m_transact([&] { m_store.documents().compact(m_docId, whole); });
    m_backlog = {.updates = m_waiting > 0 ? 1 : 0, .bytes = 0};
}

} // namespace coterie::client
