#include "client/documentrequests.h"

#include <QJsonArray>
#include <QUrl>

#include <memory>

namespace coterie::client {

using namespace Qt::StringLiterals;
using namespace protocol;
using transport::HttpReply;

namespace {

constexpr qint64 largestState = qint64 {192} << 20; // a document of the server's largest size, in base64
constexpr int mostPages = 1'000; // a server that always names a next page does not keep us for ever

QString pathOf(const DocumentId &docId, const QString &below = {})
{
    return "/api/v1/documents/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(docId.value())) + below;
}

QString versionPath(const DocumentId &docId, const VersionId &versionId, const QString &below = {})
{
    return pathOf(docId, "/versions/"_L1 + QString::fromLatin1(QUrl::toPercentEncoding(versionId.value())) + below);
}

transport::HttpClient::Callback done(const DocumentRequests::Reply<void> &reply)
{
    return [reply](const Result<HttpReply> &answer) { reply(answer ? Result<void>() : Result<void>(answer.error())); };
}

template <typename T>
transport::HttpClient::Callback reads(Result<T> (*read)(const QJsonObject &), const DocumentRequests::Reply<T> &reply)
{
    return [read, reply](
               const Result<HttpReply> &answer) { reply(answer ? read(answer->json()) : Result<T>(answer.error())); };
}

/// One `{items, next?}` after the other. What cannot be read in them is of a later version and left out.
template <typename T>
struct Listing {
    transport::HttpClient &http;
    QString path;
    Result<T> (*read)(const QJsonObject &);
    std::function<void(Result<Listing>)> reply;
    QList<T> items {};
    Epoch epoch {};
    int pages = 0;

    static void next(const std::shared_ptr<Listing> &listing, const QString &cursor)
    {
        QString query = u"?limit=100"_s;
        if (!cursor.isEmpty())
            query += "&cursor="_L1 + QString::fromLatin1(QUrl::toPercentEncoding(cursor));
        listing->http.get(listing->path + query, [listing](const Result<HttpReply> &answer) { take(listing, answer); });
    }

    static void take(const std::shared_ptr<Listing> &listing, const Result<HttpReply> &answer)
    {
        if (!answer) {
            listing->reply(answer.error());
            return;
        }
        const QJsonObject page = answer->json();
        const Epoch epoch {page.value("epoch"_L1).toString()};
        if (listing->pages > 0 && epoch != listing->epoch) { // half of it is of data that is no more
            listing->reply(Errc::Unavailable);
            return;
        }
        listing->epoch = epoch;
        for (const auto &item : page.value("items"_L1).toArray()) {
            if (auto value = listing->read(item.toObject()))
                listing->items.append(*std::move(value));
        }
        const QString cursor = page.value("next"_L1).toString();
        if (cursor.isEmpty() || ++listing->pages >= mostPages)
            listing->reply(*listing);
        else
            next(listing, cursor);
    }
};

} // namespace

DocumentRequests::DocumentRequests(QObject *parent) : QObject(parent)
{
    m_http.setLargestAnswer(largestState);
}

void DocumentRequests::setTarget(const QUrl &server, const QString &token)
{
    m_http.setTarget(server, token);
}

void DocumentRequests::list(const Reply<DocumentListing> &reply)
{
    const auto read = [reply](const Result<Listing<Document>> &listing) {
        reply(listing ? DocumentListing {listing->items, listing->epoch} : Result<DocumentListing>(listing.error()));
    };
    Listing<Document>::next(
        std::make_shared<Listing<Document>>(Listing<Document> {m_http, u"/api/v1/documents"_s, documentFromJson, read}),
        {});
}

void DocumentRequests::create(const Document &document, const Reply<Document> &reply)
{
    const QJsonObject body {{u"docId"_s, document.docId.value()}, {u"title"_s, document.title},
        {u"roomId"_s, document.roomId.value()}, {u"kind"_s, toWire(document.kind)}};
    m_http.post(u"/api/v1/documents"_s, body, reads(documentFromJson, reply));
}

void DocumentRequests::rename(const DocumentId &docId, const QString &title, const Reply<void> &reply)
{
    m_http.patch(pathOf(docId), {{u"title"_s, title}}, done(reply));
}

void DocumentRequests::remove(const DocumentId &docId, const Reply<void> &reply)
{
    m_http.remove(pathOf(docId), done(reply));
}

void DocumentRequests::versions(const DocumentId &docId, const Reply<QList<DocumentVersion>> &reply)
{
    const auto read = [reply](const Result<Listing<DocumentVersion>> &listing) {
        reply(listing ? listing->items : Result<QList<DocumentVersion>>(listing.error()));
    };
    Listing<DocumentVersion>::next(std::make_shared<Listing<DocumentVersion>>(Listing<DocumentVersion> {
                                       m_http, pathOf(docId, u"/versions"_s), documentVersionFromJson, read}),
        {});
}

void DocumentRequests::saveVersion(const DocumentId &docId, const QString &name, const Reply<DocumentVersion> &reply)
{
    m_http.post(pathOf(docId, u"/versions"_s), {{u"name"_s, name}}, reads(documentVersionFromJson, reply));
}

void DocumentRequests::versionState(const DocumentId &docId, const VersionId &versionId, const Reply<QByteArray> &reply)
{
    m_http.get(versionPath(docId, versionId), [reply](const Result<HttpReply> &answer) {
        if (!answer) {
            reply(answer.error());
            return;
        }
        const QByteArray text = answer->json().value("state"_L1).toString().toLatin1();
        const auto state = QByteArray::fromBase64Encoding(text);
        if (state && !text.isEmpty())
            reply(state.decoded);
        else
            reply(Error {Errc::Malformed, tr("The server's answer makes no sense.").toStdString()});
    });
}

void DocumentRequests::restoreVersion(const DocumentId &docId, const VersionId &versionId, const Reply<void> &reply)
{
    m_http.post(versionPath(docId, versionId, u"/restore"_s), {}, done(reply));
}

void DocumentRequests::removeVersion(const DocumentId &docId, const VersionId &versionId, const Reply<void> &reply)
{
    m_http.remove(versionPath(docId, versionId), done(reply));
}

} // namespace coterie::client
