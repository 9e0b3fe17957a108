#pragma once

#include "protocol/documents.h"
#include "transport/httpclient.h"

#include <QObject>

namespace coterie::client {

struct DocumentListing {
    QList<protocol::Document> documents;
    protocol::Epoch epoch; ///< of the server's data; empty: it does not say
};

/// What is asked about documents over HTTP. Callbacks come later, on the engine thread, and never after this is gone;
/// the errors are those of transport::HttpClient.
class DocumentRequests : public QObject
{
    Q_OBJECT
public:
    template <typename T>
    using Reply = std::function<void(Result<T>)>;

    explicit DocumentRequests(QObject *parent = nullptr);

    void setTarget(const QUrl &server, const QString &token);
    void list(
        const Reply<DocumentListing> &reply); ///< all of them, page by page; Unavailable if a restore came between
    void create(const protocol::Document &document, const Reply<protocol::Document> &reply); ///< twice does no harm
    void rename(const protocol::DocumentId &docId, const QString &title, const Reply<void> &reply);
    void remove(const protocol::DocumentId &docId, const Reply<void> &reply);
    void versions(const protocol::DocumentId &docId, const Reply<QList<protocol::DocumentVersion>> &reply);
    void saveVersion(
        const protocol::DocumentId &docId, const QString &name, const Reply<protocol::DocumentVersion> &reply);
    void versionState(
        const protocol::DocumentId &docId, const protocol::VersionId &versionId, const Reply<QByteArray> &reply);
    void restoreVersion(
        const protocol::DocumentId &docId, const protocol::VersionId &versionId, const Reply<void> &reply);
    void removeVersion(
        const protocol::DocumentId &docId, const protocol::VersionId &versionId, const Reply<void> &reply);

private:
    transport::HttpClient m_http;
};

} // namespace coterie::client
