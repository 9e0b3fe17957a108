#include "client/client.h"

#include "client/internal/clientprivate.h"

// Documents: the list, and what is asked of the server about one.
namespace coterie::client {

using protocol::DocumentId;
using protocol::DocumentVersion;
using protocol::VersionId;

DocumentId Client::createDocument(const NewDocument &document)
{
    const DocumentId docId {d->newKey()};
    d->post([docId, document](Session &s) { s.documents().create(docId, document, s.serverNow()); });
    return docId;
}

void Client::renameDocument(const DocumentId &docId, const QString &title)
{
    d->post([docId, title](Session &s) { s.documents().rename(docId, title); });
}

void Client::removeDocument(const DocumentId &docId, QObject *context, Reply<void> reply)
{
    d->ask<Result<void>>(context, std::move(reply),
        [docId](Session &s, const Reply<void> &answer) { s.documents().remove(docId, answer); });
}

void Client::documentVersions(const DocumentId &docId, QObject *context, Reply<QList<DocumentVersion>> reply)
{
    d->ask<Result<QList<DocumentVersion>>>(
        context, std::move(reply), [docId](Session &s, const Reply<QList<DocumentVersion>> &answer) {
            s.documents().requests().versions(docId, answer);
        });
}

void Client::saveVersion(const DocumentId &docId, const QString &name, QObject *context, Reply<DocumentVersion> reply)
{
    d->ask<Result<DocumentVersion>>(
        context, std::move(reply), [docId, name](Session &s, const Reply<DocumentVersion> &answer) {
            s.documents().requests().saveVersion(docId, name, answer);
        });
}

void Client::versionState(
    const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<QByteArray> reply)
{
    d->ask<Result<QByteArray>>(
        context, std::move(reply), [docId, versionId](Session &s, const Reply<QByteArray> &answer) {
            s.documents().requests().versionState(docId, versionId, answer);
        });
}

void Client::restoreVersion(const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<void> reply)
{
    d->ask<Result<void>>(context, std::move(reply), [docId, versionId](Session &s, const Reply<void> &answer) {
        s.documents().requests().restoreVersion(docId, versionId, answer);
    });
}

void Client::removeVersion(const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<void> reply)
{
    d->ask<Result<void>>(context, std::move(reply), [docId, versionId](Session &s, const Reply<void> &answer) {
        s.documents().requests().removeVersion(docId, versionId, answer);
    });
}

} // namespace coterie::client
