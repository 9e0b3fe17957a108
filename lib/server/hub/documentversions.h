#pragma once

#include "server/hub/documents.h"

namespace coterie::server {

/// Versions of documents: named ones, and automatic ones after ten minutes of editing and when the last person leaves.
class DocumentVersions
{
public:
    DocumentVersions(Core &core, Documents &documents) : m_core(core), m_documents(documents) { }

    [[nodiscard]] Result<protocol::DocumentVersion> save(
        const UserState &user, const DocumentRow &row, const QString &name);
    [[nodiscard]] Result<protocol::DocumentVersion> find(
        const DocumentRow &row, const protocol::VersionId &version) const;
    /// By who saved it, or who manages the document.
    [[nodiscard]] Result<void> remove(
        const UserState &user, const DocumentRow &row, const protocol::VersionId &version);
    /// Keeps the present as an automatic version, then makes a change that was worked out to bring back an older one.
    [[nodiscard]] Result<void> restore(
        const UserState &user, const DocumentRow &row, std::span<const std::byte> change);

    void tick(); ///< once a second: who has edited for long
    void left(OpenDocument &document); ///< somebody has closed it

private:
    protocol::DocumentVersion keep(OpenDocument &document, const protocol::UserId &by, const QString &name);
    void thin(const protocol::DocumentId &id);

    Core &m_core;
    Documents &m_documents;
};

/// Which automatic versions are too many, the younger the closer: all of the last 12 hours, then one per hour for 3
/// days, per day for 60 days, per week; 200 in all. Named ones always stay. `versions`: newest first.
[[nodiscard]] QList<protocol::VersionId> superfluous(const QList<protocol::DocumentVersion> &versions, WallTime now);

} // namespace coterie::server
