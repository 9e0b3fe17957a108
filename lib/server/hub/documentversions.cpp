#include "server/hub/documentversions.h"

#include "server/secrets.h"

namespace coterie::server {

using namespace Qt::StringLiterals;
using namespace protocol;

namespace {

constexpr Millis editingTime = std::chrono::minutes {10};
constexpr int maxAutomatic = 200;
constexpr int maxNamed = 1000;
constexpr int idBytes = 9;

/// Of versions as old as this one is kept in each stretch of time; nothing: all of them.
std::optional<Millis> spacingOf(Millis age)
{
    using namespace std::chrono_literals;
    constexpr Millis day = 24h;
    if (age < 12h)
        return std::nullopt;
    if (age < 3 * day)
        return 1h;
    return age < 60 * day ? day : 7 * day;
}

} // namespace

QList<VersionId> superfluous(const QList<DocumentVersion> &versions, WallTime now)
{
    QList<VersionId> gone;
    std::optional<WallTime> kept;
    int count = 0;
    for (const DocumentVersion &version : versions) {
        if (!version.automatic)
            continue;
        const auto spacing = spacingOf(now - version.createdAt);
        // Stretches are counted on the calendar, not from version to version: else all would move on together.
        const bool isClose =
            spacing && kept && version.createdAt.time_since_epoch() / *spacing == kept->time_since_epoch() / *spacing;
        if (isClose || count == maxAutomatic) {
            gone.append(version.versionId);
            continue;
        }
        kept = version.createdAt;
        ++count;
    }
    return gone;
}

void DocumentVersions::thin(const DocumentId &id)
{
    for (const VersionId &version : superfluous(m_core.storage.documents.versions(id), m_core.wall()))
        m_core.storage.documents.removeVersion(id, version);
}

DocumentVersion DocumentVersions::keep(OpenDocument &document, const UserId &by, const QString &name)
{
    const QByteArray state = m_documents.state(document);
    DocumentVersion version {.versionId = VersionId {u"v-"_s + randomText(idBytes)},
        .name = name,
        .automatic = name.isEmpty(),
        .createdAt = m_core.wall(),
        .createdBy = by,
        .editors = document.editors.values(),
        .bytes = state.size()};
    std::sort(version.editors.begin(), version.editors.end());
    m_core.storage.documents.insertVersion(document.id(), version, state);
    document.editors.clear();
    document.editedSince.reset();
    m_core.storage.documents.setEditors(document.id(), {});
    if (version.automatic)
        thin(document.id());
    return version;
}

Result<DocumentVersion> DocumentVersions::save(const UserState &user, const DocumentRow &row, const QString &name)
{
    if (auto good = checkVersionName(name); !good)
        return good.error();
    const auto versions = m_core.storage.documents.versions(row.docId);
    if (std::ranges::count(versions, false, &DocumentVersion::automatic) >= maxNamed)
        return Error {Errc::TooLarge, "This document has all the named versions it can have. Delete some first."};
    const auto document = m_documents.open(row);
    if (!document)
        return document.error();
    return keep(**document, user.id(), name);
}

Result<DocumentVersion> DocumentVersions::find(const DocumentRow &row, const VersionId &version) const
{
    const auto found = m_core.storage.documents.version(row.docId, version);
    return found ? Result(*found) : Error {Errc::NotFound, "There is no such version."};
}

Result<void> DocumentVersions::remove(const UserState &user, const DocumentRow &row, const VersionId &version)
{
    const auto found = find(row, version);
    if (!found)
        return found.error();
    if (!m_documents.mayManage(user, row) && (found->automatic || found->createdBy != user.id()))
        return Error {Errc::Forbidden, "Only who saved it or manages the document can delete a version."};
    m_core.storage.documents.removeVersion(row.docId, version);
    return {};
}

Result<void> DocumentVersions::restore(const UserState &user, const DocumentRow &row, std::span<const std::byte> change)
{
    const auto document = m_documents.open(row);
    if (!document)
        return document.error();
    if (change.empty())
        return {}; // it is like that
    keep(**document, user.id(), {});
    return m_documents.change(**document, change, user);
}

void DocumentVersions::tick()
{
    for (const auto &[id, document] : m_documents.all()) {
        if (document->editedSince && *document->editedSince + editingTime <= m_core.now())
            keep(*document, document->lastEditor, {});
    }
}

void DocumentVersions::left(OpenDocument &document)
{
    if (!document.peers.empty() || !document.editedSince)
        return;
    const auto versions = m_core.storage.documents.versions(document.id());
    if (versions.isEmpty() || versions.first().createdAt + editingTime <= m_core.wall())
        keep(document, document.lastEditor, {});
}

} // namespace coterie::server
