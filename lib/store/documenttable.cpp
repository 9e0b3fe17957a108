#include "store/documenttable.h"

#include "store/blob.h"

namespace coterie::store {

using protocol::DocumentId;

QList<StoredDocument> DocumentTable::all()
{
    QList<StoredDocument> documents;
    auto rows = m_connection.use("SELECT document, unsent, renamed, removed, failure, epoch, owed FROM documents "
                                 "ORDER BY num");
    while (rows->step()) {
        if (const auto document = protocol::documentFromJson(fromBlob(rows->blob(0)))) {
            documents.append({.document = *document,
                .isUnsent = rows->integer(1) != 0,
                .isRenamed = rows->integer(2) != 0,
                .isRemoved = rows->integer(3) != 0,
                .failure = rows->text(4),
                .epoch = protocol::Epoch {rows->text(5)},
                .isOwed = rows->integer(6) != 0});
        }
    }
    return documents;
}

QList<DocumentId> DocumentTable::stored()
{
    QList<DocumentId> ids;
    auto rows =
        m_connection.use("SELECT doc_id FROM documents WHERE num IN (SELECT doc FROM document_states) OR num IN "
                         "(SELECT doc FROM document_updates) ORDER BY num");
    while (rows->step())
        ids.append(DocumentId {rows->text(0)});
    return ids;
}

QHash<DocumentId, int> DocumentTable::waiting()
{
    QHash<DocumentId, int> counts;
    auto rows = m_connection.use(
        "SELECT doc_id, sum(edits) FROM document_updates JOIN documents ON num = doc WHERE edits > 0 GROUP BY doc");
    while (rows->step())
        counts.insert(DocumentId {rows->text(0)}, static_cast<int>(rows->integer(1)));
    return counts;
}

void DocumentTable::put(const StoredDocument &document)
{
    protocol::Document kept = document.document;
    kept.present.clear();
    auto insert = m_connection.use(
        "INSERT INTO documents (doc_id, document, unsent, renamed, removed, failure, epoch, owed) "
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (doc_id) DO UPDATE SET document = ?2, unsent = ?3, "
        "renamed = ?4, removed = ?5, failure = ?6, epoch = ?7, owed = ?8");
    const auto flag = [](bool isSet) { return std::int64_t {isSet ? 1 : 0}; };
    insert->bind(1, kept.docId.value())
        .bind(2, toBlob(toJson(kept)))
        .bind(3, flag(document.isUnsent))
        .bind(4, flag(document.isRenamed))
        .bind(5, flag(document.isRemoved))
        .bind(6, document.failure)
        .bind(7, document.epoch.value())
        .bind(8, flag(document.isOwed));
    insert.run();
}

void DocumentTable::remove(const DocumentId &docId)
{
    for (const char *sql : {"DELETE FROM document_updates WHERE doc = (SELECT num FROM documents WHERE doc_id = ?)",
             "DELETE FROM document_states WHERE doc = (SELECT num FROM documents WHERE doc_id = ?)",
             "DELETE FROM documents WHERE doc_id = ?", "DELETE FROM kv WHERE key = 'memory/document/' || ?"}) {
        auto erase = m_connection.use(sql);
        erase->bind(1, docId.value());
        erase.run();
    }
}

QList<QByteArray> DocumentTable::copy(const DocumentId &docId)
{
    QList<QByteArray> updates;
    for (const char *sql :
        {"SELECT state FROM document_states WHERE doc = (SELECT num FROM documents WHERE doc_id = ?)",
            "SELECT bytes FROM document_updates WHERE doc = (SELECT num FROM documents WHERE doc_id = ?) "
            "AND bytes <> x'' ORDER BY id"}) {
        auto rows = m_connection.use(sql);
        rows->bind(1, docId.value());
        while (rows->step())
            updates.append(rows->blob(0));
    }
    return updates;
}

std::int64_t DocumentTable::add(const DocumentId &docId, const QByteArray &update, int edits)
{
    {
        auto ensure = m_connection.use("INSERT OR IGNORE INTO documents (doc_id, document) VALUES (?, x'')");
        ensure->bind(1, docId.value());
        ensure.run();
    }
    auto insert =
        m_connection.use("INSERT INTO document_updates (doc, edits, bytes) VALUES ((SELECT num FROM documents "
                         "WHERE doc_id = ?), ?, ?)");
    insert->bind(1, docId.value()).bind(2, std::int64_t {edits}).bind(3, update);
    insert.run();
    return m_connection.database().lastInsertId();
}

void DocumentTable::confirm(const DocumentId &docId, std::int64_t last)
{
    auto update =
        m_connection.use("UPDATE document_updates SET edits = 0 WHERE edits > 0 AND id <= ?2 AND doc = (SELECT "
                         "num FROM documents WHERE doc_id = ?1)");
    update->bind(1, docId.value()).bind(2, last);
    update.run();
}

int DocumentTable::waiting(const DocumentId &docId)
{
    auto rows = m_connection.use("SELECT ifnull(sum(edits), 0) FROM document_updates WHERE edits > 0 AND doc = (SELECT "
                                 "num FROM documents WHERE doc_id = ?)");
    rows->bind(1, docId.value());
    return rows->step() ? static_cast<int>(rows->integer(0)) : 0;
}

std::int64_t DocumentTable::lastWaiting(const DocumentId &docId)
{
    auto rows =
        m_connection.use("SELECT ifnull(max(id), 0) FROM document_updates WHERE edits > 0 AND doc = (SELECT num "
                         "FROM documents WHERE doc_id = ?)");
    rows->bind(1, docId.value());
    return rows->step() ? rows->integer(0) : 0;
}

Backlog DocumentTable::backlog(const DocumentId &docId)
{
    auto rows = m_connection.use("SELECT count(*), ifnull(sum(length(bytes)), 0) FROM document_updates WHERE doc = "
                                 "(SELECT num FROM documents WHERE doc_id = ?)");
    rows->bind(1, docId.value());
    return rows->step() ? Backlog {static_cast<int>(rows->integer(0)), rows->integer(1)} : Backlog {};
}

void DocumentTable::compact(const DocumentId &docId, const QByteArray &state)
{
    {
        auto put = m_connection.use("INSERT INTO document_states (doc, state) VALUES ((SELECT num FROM documents WHERE "
                                    "doc_id = ?1), ?2) ON CONFLICT (doc) DO UPDATE SET state = ?2");
        put->bind(1, docId.value()).bind(2, state);
        put.run();
    }
    // The last one that waits stands for all that do: its number is what the server's confirmation has to reach.
    for (const char *sql :
        {"UPDATE document_updates SET bytes = x'', edits = (SELECT sum(edits) FROM document_updates u "
         "WHERE u.doc = document_updates.doc) WHERE id = (SELECT max(id) FROM document_updates WHERE "
         "edits > 0 AND doc = (SELECT num FROM documents WHERE doc_id = ?))",
            "DELETE FROM document_updates WHERE doc = (SELECT num FROM documents WHERE doc_id = ?1) AND id <> "
            "ifnull((SELECT max(id) FROM document_updates WHERE edits > 0 AND doc = (SELECT num FROM documents WHERE "
            "doc_id = ?1)), 0)"}) {
        auto statement = m_connection.use(sql);
        statement->bind(1, docId.value());
        statement.run();
    }
}

} // namespace coterie::store
