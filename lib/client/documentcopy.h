#pragma once

#include "crdt/doc.h"
#include "store/store.h"
#include "sync/documentexchange.h"

#include <QByteArray>

#include <functional>

namespace coterie::client {

/// Runs its argument as one transaction of the store.
using Transact = std::function<void(const std::function<void()> &)>;

/// What this computer has of one document: the document itself, and its bytes on disk. The document is never edited
/// here; it says what is new, what the server lacks, and what does not fit. Engine thread.
class DocumentCopy
{
public:
    DocumentCopy(store::Store &store, const Transact &transact, protocol::DocumentId docId); ///< reads it from disk
    ~DocumentCopy(); ///< writes what waits
    DocumentCopy(const DocumentCopy &) = delete;
    DocumentCopy &operator=(const DocumentCopy &) = delete;

    [[nodiscard]] crdt::Doc &document() { return m_document; }
    [[nodiscard]] QByteArray state() const; ///< one update with everything; empty when nothing was ever stored
    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }
    [[nodiscard]] int waiting() const { return m_waiting; } ///< own edits that the server has not confirmed
    [[nodiscard]] sync::EditNumber lastWaiting() const { return m_waiting > 0 ? m_lastWaiting : 0; }

    /// An own edit: joined in, and on disk when this returns. The errors of Doc::applyUpdate().
    Result<sync::EditNumber> edit(const QByteArray &update);
    void keep(const QByteArray &change); ///< of others, joined in already; on disk with the next write() or edit()
    void write(); ///< what came of others, as one row
    void discard(); ///< nothing of it is to be on disk any more
    void confirm(sync::EditNumber last); ///< the server has own edits up to this one
    [[nodiscard]] bool isScattered() const; ///< compact() pays
    void compact(); ///< linear in the document

private:
    [[nodiscard]] QList<QByteArray> takeUnwritten();

    store::Store &m_store;
    const Transact &m_transact;
    protocol::DocumentId m_docId;
    crdt::Doc m_document;
    QByteArray m_stored; ///< the state as it was read, until something comes to it
    QList<QByteArray> m_unwritten; ///< others' changes: what a crash takes comes from the server again
    store::Backlog m_backlog;
    int m_waiting = 0;
    sync::EditNumber m_lastWaiting = 0;
    bool m_isEmpty = true;
};

} // namespace coterie::client
