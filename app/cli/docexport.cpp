#include "client/bytes.h"
#include "documents.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using client::asBytes;

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
    const auto content = format == "html"_L1 ? exportedByServer(call, opened->account, docId, u"format=html"_s)
                                             : stateOf(call, *opened, docId);
    if (!content)
        return call.fail(content.error());
    const QByteArray bytes = format == "md"_L1 ? textIn(asBytes(*content)).toUtf8() : *content;
    return writeExport(call, *opened, docId, format, bytes);
}

} // namespace coterie::cli
