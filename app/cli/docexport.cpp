#include "client/bytes.h"
#include "documents.h"
#include "transport/httpclient.h"

#include <QFile>
#include <QSaveFile>

namespace coterie::cli {

using namespace Qt::StringLiterals;
using client::asBytes;

namespace {

constexpr Millis patience {60'000};

Result<QByteArray> stateOf(const Invocation &call, const OpenedOutbox &opened, const protocol::DocumentId &docId)
{
    if (call.isSet(u"version-id"_s)) {
        std::optional<Result<QByteArray>> answer;
        QObject context;
        opened.client->client().versionState(docId, protocol::VersionId {call.value(u"version-id"_s)}, &context,
            [&](const Result<QByteArray> &state) { answer = state; });
        if (!waitFor([&] { return answer.has_value(); }, patience))
            return Error {Errc::TimedOut, "The server did not answer in time."};
        return *answer;
    }
    LiveText live(*opened.client, docId);
    if (const auto loaded = live.load(); !loaded)
        return loaded.error();
    if (const auto settled = opened.offline ? Result<void>() : live.settle(); !settled)
        return settled.error();
    return client::toByteArray(live.state());
}

/// A page that stands alone, as the server makes it.
Result<QByteArray> pageOf(const Invocation &call, const Account &account, const protocol::DocumentId &docId)
{
    transport::HttpClient http;
    http.setLargestAnswer(qint64 {256} << 20);
    http.setTarget(account.server, account.token);
    QString path = u"/api/v1/documents/%1/export?format=html"_s.arg(docId.value());
    if (call.isSet(u"version-id"_s))
        path += "&version="_L1 + QString::fromLatin1(QUrl::toPercentEncoding(call.value(u"version-id"_s)));
    std::optional<Result<transport::HttpReply>> answer;
    http.get(path, [&](const Result<transport::HttpReply> &reply) { answer = reply; });
    if (!waitFor([&] { return answer.has_value(); }, patience))
        return Error {Errc::TimedOut, "The server did not answer in time."};
    return *answer ? Result<QByteArray>((*answer)->body) : Result<QByteArray>(answer->error());
}

} // namespace

Exit exportDocument(const Invocation &call)
{
    const QString format = call.isSet(u"format"_s) ? call.value(u"format"_s) : u"md"_s;
    if (format != "md"_L1 && format != "html"_L1 && format != "yjs"_L1)
        return call.misused(u"--format is md, html or yjs."_s);
    const bool needsServer = format == "html"_L1 || call.isSet(u"version-id"_s);
    const auto opened = openDocuments(call, !needsServer);
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    if (document->document.kind != protocol::DocumentKind::Text && format != "yjs"_L1)
        return call.fail(Exit::Refused, u"A board cannot be exported as a text."_s);
    if (opened->offline && !document->stored)
        return call.fail(*opened->offline);
    const auto docId = document->document.docId;
    const auto content = format == "html"_L1 ? pageOf(call, opened->account, docId) : stateOf(call, *opened, docId);
    if (!content)
        return call.fail(content.error());
    const QByteArray bytes = format == "md"_L1 ? textIn(asBytes(*content)).toUtf8() : *content;
    if (!call.isSet(u"output"_s)) {
        call.printBytes(bytes);
    } else {
        QSaveFile file(call.value(u"output"_s));
        if (!file.open(QFile::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
            return call.fail(Exit::Faulty, u"%1 cannot be written."_s.arg(call.value(u"output"_s)));
        call.print({{u"docId"_s, docId.value()}, {u"format"_s, format}, {u"output"_s, call.value(u"output"_s)},
                       {u"bytes"_s, bytes.size()}},
            u"Written to %1."_s.arg(call.value(u"output"_s)));
    }
    if (opened->offline) {
        return call.fail(exitFor(opened->offline->code),
            QString::fromStdString(opened->offline->message) + u" This is what is stored on this computer."_s);
    }
    return Exit::Done;
}

} // namespace coterie::cli
