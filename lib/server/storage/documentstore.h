#pragma once

#include "protocol/documents.h"
#include "server/storage/sql.h"

#include <QSet>

namespace coterie::server {

struct DocumentRow {
    protocol::DocumentId docId;
    QString title;
    protocol::RoomId roomId;
    protocol::DocumentKind kind = protocol::DocumentKind::Text;
    protocol::UserId createdBy;
    WallTime createdAt {};
    WallTime updatedAt {};
    std::int64_t bytes = 0; ///< of the state as an update of version 1, when it was compacted last
};

/// What a document is made of: its compacted state (an update of version 2, empty at first) and what came since
/// (version 1, oldest first).
struct DocumentContent {
    QByteArray state;
    QList<QByteArray> updates;
    std::int64_t lastUpdate = 0; ///< its key; all updates of the document up to it are above
};

/// Documents, their updates and their versions. An update is one row; compact() puts a state in the place of many.
class DocumentStore
{
public:
    explicit DocumentStore(Sql &sql) : m_sql(sql) { }

    [[nodiscard]] std::optional<DocumentRow> find(const protocol::DocumentId &id);
    struct Place { ///< in the order of all(): what has been looked at
        WallTime updatedAt {};
        protocol::DocumentId docId;
    };
    /// Latest edit first, behind `after`; of one room if one is named. Until `take` says false.
    void list(const std::optional<protocol::RoomId> &room, const std::optional<Place> &after,
        const std::function<bool(const DocumentRow &)> &take);
    void insert(const DocumentRow &row);
    void setTitle(const protocol::DocumentId &id, const QString &title);
    void setUpdated(const protocol::DocumentId &id, WallTime at, std::int64_t bytes);
    void remove(const protocol::DocumentId &id); ///< with everything of it

    [[nodiscard]] DocumentContent content(const protocol::DocumentId &id);
    [[nodiscard]] std::int64_t append(const protocol::DocumentId &id, const QByteArray &update); ///< its key
    /// `state` stands for what was there before and all updates up to `lastUpdate`.
    void compact(const protocol::DocumentId &id, const QByteArray &state, std::int64_t lastUpdate);

    [[nodiscard]] QSet<protocol::UserId> editors(const protocol::DocumentId &id); ///< since the last version
    void setEditors(const protocol::DocumentId &id, const QSet<protocol::UserId> &editors);

    [[nodiscard]] QList<protocol::DocumentVersion> versions(const protocol::DocumentId &id); ///< newest first
    [[nodiscard]] std::optional<protocol::DocumentVersion> version(
        const protocol::DocumentId &id, const protocol::VersionId &version);
    [[nodiscard]] QByteArray versionState(const protocol::DocumentId &id, const protocol::VersionId &version);
    void insertVersion(
        const protocol::DocumentId &id, const protocol::DocumentVersion &version, const QByteArray &state);
    void removeVersion(const protocol::DocumentId &id, const protocol::VersionId &version);

    /// Whether this is new for the person: it is noted, so the next time it is not.
    [[nodiscard]] bool noteMention(
        const protocol::DocumentId &id, const protocol::UserId &user, const QByteArray &occurrence);

    [[nodiscard]] QList<protocol::DocumentId> all();

private:
    Sql &m_sql;
};

} // namespace coterie::server
