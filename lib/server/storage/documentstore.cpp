#include "server/storage/documentstore.h"

#include <QStringList>

namespace coterie::server {

using namespace protocol;

namespace {

DocumentRow rowOf(const Query &query)
{
    return {.docId = query.id<DocumentId>(0),
        .title = query.text(1),
        .roomId = query.id<RoomId>(2),
        .kind = query.integer(3) == 1 ? DocumentKind::Board : DocumentKind::Text,
        .createdBy = query.id<UserId>(4),
        .createdAt = query.time(5),
        .updatedAt = query.time(6),
        .bytes = query.integer(7)};
}

DocumentVersion versionOf(const Query &query)
{
    DocumentVersion version {.versionId = query.id<VersionId>(0),
        .name = query.text(1),
        .automatic = query.flag(2),
        .createdAt = query.time(3),
        .createdBy = query.id<UserId>(4),
        .bytes = query.integer(6)};
    for (const QString &id : query.text(5).split(QLatin1Char(' '), Qt::SkipEmptyParts))
        version.editors.append(UserId {id});
    return version;
}

/// Ids of people are made by the server and have no spaces.
template <typename List>
QString joined(const List &users)
{
    QStringList ids;
    for (const UserId &user : users)
        ids.append(user.value());
    return ids.join(QLatin1Char(' '));
}

} // namespace

std::optional<DocumentRow> DocumentStore::find(const DocumentId &id)
{
    auto query = m_sql.read("SELECT id, title, room_id, kind, created_by, created_at, updated_at, bytes FROM documents "
                            "WHERE id = ?",
        id);
    return query.step() ? std::optional(rowOf(query)) : std::nullopt;
}

void DocumentStore::list(const std::optional<RoomId> &room, const std::optional<Place> &after,
    const std::function<bool(const DocumentRow &)> &take)
{
    const WallTime from = after ? after->updatedAt : WallTime::max();
    const DocumentId id = after ? after->docId : DocumentId();
    auto query = room ? m_sql.read("SELECT id, title, room_id, kind, created_by, created_at, updated_at, bytes "
                                   "FROM documents WHERE room_id = ?3 AND (updated_at, id) < (?1, ?2) "
                                   "ORDER BY updated_at DESC, id DESC",
                     from, id, *room)
                      : m_sql.read("SELECT id, title, room_id, kind, created_by, created_at, updated_at, bytes "
                                   "FROM documents WHERE (updated_at, id) < (?1, ?2) "
                                   "ORDER BY updated_at DESC, id DESC",
                          from, id);
    while (query.step() && take(rowOf(query))) { }
}

void DocumentStore::insert(const DocumentRow &row)
{
    m_sql.write("INSERT INTO documents(id, title, room_id, kind, created_by, created_at, updated_at, bytes) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        row.docId, row.title, row.roomId, row.kind, row.createdBy, row.createdAt, row.updatedAt, row.bytes);
}

void DocumentStore::setTitle(const DocumentId &id, const QString &title)
{
    m_sql.write("UPDATE documents SET title = ?2 WHERE id = ?1", id, title);
}

void DocumentStore::setUpdated(const DocumentId &id, WallTime at, std::int64_t bytes)
{
    m_sql.write("UPDATE documents SET updated_at = ?2, bytes = ?3 WHERE id = ?1", id, at, bytes);
}

void DocumentStore::remove(const DocumentId &id)
{
    m_sql.write("DELETE FROM document_states WHERE doc_id = ?", id);
    m_sql.write("DELETE FROM document_updates WHERE doc_id = ?", id);
    m_sql.write("DELETE FROM document_versions WHERE doc_id = ?", id);
    m_sql.write("DELETE FROM document_mentions WHERE doc_id = ?", id);
    m_sql.write("DELETE FROM documents WHERE id = ?", id);
}

DocumentContent DocumentStore::content(const DocumentId &id)
{
    DocumentContent content;
    {
        auto query = m_sql.read("SELECT state FROM document_states WHERE doc_id = ?", id);
        if (query.step())
            content.state = query.bytes(0);
    }
    auto query = m_sql.read("SELECT id, bytes FROM document_updates WHERE doc_id = ? ORDER BY id", id);
    while (query.step()) {
        content.lastUpdate = query.integer(0);
        content.updates.append(query.bytes(1));
    }
    return content;
}

std::int64_t DocumentStore::append(const DocumentId &id, const QByteArray &update)
{
    m_sql.write("INSERT INTO document_updates(doc_id, bytes) VALUES(?, ?)", id, update);
    return m_sql.database().lastInsertId();
}

void DocumentStore::compact(const DocumentId &id, const QByteArray &state, std::int64_t lastUpdate)
{
    m_sql.write(
        "INSERT INTO document_states(doc_id, state) VALUES(?1, ?2) ON CONFLICT(doc_id) DO UPDATE SET state = ?2", id,
        state);
    m_sql.write("DELETE FROM document_updates WHERE doc_id = ? AND id <= ?", id, lastUpdate);
}

QSet<UserId> DocumentStore::editors(const DocumentId &id)
{
    QSet<UserId> users;
    auto query = m_sql.read("SELECT editors FROM documents WHERE id = ?", id);
    if (query.step()) {
        for (const QString &user : query.text(0).split(QLatin1Char(' '), Qt::SkipEmptyParts))
            users.insert(UserId {user});
    }
    return users;
}

void DocumentStore::setEditors(const DocumentId &id, const QSet<UserId> &editors)
{
    m_sql.write("UPDATE documents SET editors = ?2 WHERE id = ?1", id, joined(editors));
}

QList<DocumentVersion> DocumentStore::versions(const DocumentId &id)
{
    QList<DocumentVersion> versions;
    auto query = m_sql.read("SELECT id, name, automatic, created_at, created_by, editors, length(state) "
                            "FROM document_versions WHERE doc_id = ? ORDER BY number DESC",
        id);
    while (query.step())
        versions.append(versionOf(query));
    return versions;
}

std::optional<DocumentVersion> DocumentStore::version(const DocumentId &id, const VersionId &version)
{
    auto query = m_sql.read("SELECT id, name, automatic, created_at, created_by, editors, length(state) "
                            "FROM document_versions WHERE doc_id = ? AND id = ?",
        id, version);
    return query.step() ? std::optional(versionOf(query)) : std::nullopt;
}

QByteArray DocumentStore::versionState(const DocumentId &id, const VersionId &version)
{
    auto query = m_sql.read("SELECT state FROM document_versions WHERE doc_id = ? AND id = ?", id, version);
    return query.step() ? query.bytes(0) : QByteArray();
}

void DocumentStore::insertVersion(const DocumentId &id, const DocumentVersion &version, const QByteArray &state)
{
    m_sql.write("INSERT INTO document_versions(id, doc_id, name, automatic, created_at, created_by, editors, state) "
                "VALUES(?, ?, ?, ?, ?, ?, ?, ?)",
        version.versionId, id, version.name, version.automatic, version.createdAt, version.createdBy,
        joined(version.editors), state);
}

void DocumentStore::removeVersion(const DocumentId &id, const VersionId &version)
{
    m_sql.write("DELETE FROM document_versions WHERE doc_id = ? AND id = ?", id, version);
}

bool DocumentStore::noteMention(const DocumentId &id, const UserId &user, const QByteArray &occurrence)
{
    // Looked for first: a write would begin a transaction for every look at a document in which nothing is new.
    {
        auto query = m_sql.read("SELECT 1 FROM document_mentions WHERE doc_id = ? AND user_id = ? AND occurrence = ?",
            id, user, occurrence);
        if (query.step())
            return false;
    }
    m_sql.write("INSERT INTO document_mentions(doc_id, user_id, occurrence) VALUES(?, ?, ?)", id, user, occurrence);
    return true;
}

QList<DocumentId> DocumentStore::all()
{
    QList<DocumentId> ids;
    auto query = m_sql.read("SELECT id FROM documents");
    while (query.step())
        ids.append(query.id<DocumentId>(0));
    return ids;
}

} // namespace coterie::server
