#pragma once

#include "protocol/documents.h"
#include "store/connection.h"

#include <QByteArray>
#include <QHash>
#include <QList>

namespace coterie::store {

/// What is known of one document, without its text.
struct StoredDocument {
    protocol::Document document; ///< who is present is not stored
    bool isUnsent = false; ///< made here, and the server has not heard of it
    bool isRenamed = false; ///< here, and the server has not heard of it
    bool isRemoved = false; ///< likewise: it waits to be removed for everybody
    QString failure {}; ///< why what waits is not sent any more, in words
    protocol::Epoch epoch {}; ///< of the server's data when it was there last; empty: never, or it was removed
    bool isOwed = false; ///< the server's data is another since: the copy is to be compared with it
    bool operator==(const StoredDocument &) const = default;
};

/// How much lies behind a document's state.
struct Backlog {
    int updates = 0;
    std::int64_t bytes = 0;
};

/// The list of documents, and the copies of those that were opened: for each a state (one update with everything) and
/// the updates that came later. Own edits that the server has not confirmed are counted with the update that holds
/// them. Bytes are Yjs updates of version 1 and not looked into here. Part of Store.
class DocumentTable
{
public:
    explicit DocumentTable(Connection &connection) : m_connection(connection) { }

    [[nodiscard]] QList<StoredDocument> all(); ///< those of which more than the text is known
    [[nodiscard]] QList<protocol::DocumentId> stored(); ///< of which there is a copy
    [[nodiscard]] QHash<protocol::DocumentId, int> waiting(); ///< own edits, where there are any
    void put(const StoredDocument &document);
    void remove(const protocol::DocumentId &docId); ///< its copy, too, and what is remembered as "document/ID"

    [[nodiscard]] QList<QByteArray> copy(const protocol::DocumentId &docId); ///< the state, then the updates in order
    /// `edits`: how many own ones wait in it, 0 for an update from the server.
    /// The number rises in the order of storing, over all documents, and is never used twice.
    std::int64_t add(const protocol::DocumentId &docId, const QByteArray &update, int edits);
    void confirm(const protocol::DocumentId &docId, std::int64_t last); ///< the server has all up to this one
    [[nodiscard]] int waiting(const protocol::DocumentId &docId);
    [[nodiscard]] std::int64_t lastWaiting(const protocol::DocumentId &docId); ///< 0: none
    [[nodiscard]] Backlog backlog(const protocol::DocumentId &docId);
    /// `state` holds all of the updates and takes their place. What waits is still counted.
    void compact(const protocol::DocumentId &docId, const QByteArray &state);

private:
    Connection &m_connection;
};

} // namespace coterie::store
