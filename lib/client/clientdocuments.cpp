#include "client/client.h"

#include "client/internal/clientprivate.h"

// Documents: the list, and what is asked of the server about one.
namespace coterie::client {

using protocol::DocumentId;
using protocol::DocumentVersion;
using protocol::VersionId;

namespace {

/// Puts `question` to the server, if there is one.
template <typename T, typename Question>
auto asking(Question question)
{
    return [question](Session &session, const Client::Reply<T> &answer) {
        if (session.isOnline())
            question(session.documents().requests(), answer);
        else
            answer(Session::offline());
    };
}

} // namespace

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
    d->ask<Result<QList<DocumentVersion>>>(context, std::move(reply),
        asking<QList<DocumentVersion>>(
            [docId](DocumentRequests &server, const auto &answer) { server.versions(docId, answer); }));
}

void Client::saveVersion(const DocumentId &docId, const QString &name, QObject *context, Reply<DocumentVersion> reply)
{
    d->ask<Result<DocumentVersion>>(context, std::move(reply),
        asking<DocumentVersion>(
            [docId, name](DocumentRequests &server, const auto &answer) { server.saveVersion(docId, name, answer); }));
}

void Client::versionState(
    const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<QByteArray> reply)
{
    d->ask<Result<QByteArray>>(
        context, std::move(reply), asking<QByteArray>([docId, versionId](DocumentRequests &server, const auto &answer) {
            server.versionState(docId, versionId, answer);
        }));
}

void Client::restoreVersion(const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<void> reply)
{
    d->ask<Result<void>>(
        context, std::move(reply), asking<void>([docId, versionId](DocumentRequests &server, const auto &answer) {
            server.restoreVersion(docId, versionId, answer);
        }));
}

void Client::removeVersion(const DocumentId &docId, const VersionId &versionId, QObject *context, Reply<void> reply)
{
    d->ask<Result<void>>(
        context, std::move(reply), asking<void>([docId, versionId](DocumentRequests &server, const auto &answer) {
            server.removeVersion(docId, versionId, answer);
        }));
}

} // namespace coterie::client
