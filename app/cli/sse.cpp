#include "commands.h"
#include "streamprinter.h"
#include "transport/requests.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;

namespace {

Exit sse(Invocation &call)
{
    QList<std::pair<QByteArray, QByteArray>> headers;
    for (const QString &header : call.lines(u"header"_s)) {
        const qsizetype colon = header.indexOf(u':');
        if (colon < 1)
            return call.misused(u"Write a header so: --header 'Name: value'"_s);
        headers << std::pair(header.left(colon).toUtf8(), header.mid(colon + 1).trimmed().toUtf8());
    }
    const QUrl url(call.argument(0), QUrl::StrictMode);
    if (const auto request = transport::makeRequest(url, headers); !request)
        return call.misused(QString::fromStdString(request.error().message));
    transport::EventStream stream;
    stream.setUrl(url);
    stream.setHeaders(headers);
    if (call.isSet(u"strict"_s))
        stream.setConformance(transport::EventStream::Conformance::Strict);
    return printStream(call, stream, Payload::Text);
}

} // namespace

Command sseCommand()
{
    return {u"sse"_s, u"URL"_s, u"Print any stream of Server-Sent Events."_s,
        QList<QCommandLineOption> {{u"header"_s, u"Send this header; may be repeated."_s, u"K: V"_s},
            {u"strict"_s, u"Give up after 429 and 5xx, as browsers do."_s}}
            + streamOptions(),
        1, 1, sse};
}

} // namespace coterie::cli
