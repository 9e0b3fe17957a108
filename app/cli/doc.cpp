#include "commands.h"
#include "documents.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using protocol::DocumentKind;

namespace {

Exit list(const Invocation &call)
{
    return listDocuments(call, std::nullopt);
}

Exit create(const Invocation &call)
{
    return createDocument(call, DocumentKind::Text);
}

Exit cat(const Invocation &call)
{
    const auto opened = openDocuments(call, true);
    if (!opened)
        return call.fail(opened.error());
    const auto document = findDocument(opened->client->documents(), call.argument(1));
    if (!document)
        return call.fail(document.error());
    LiveText live(*opened->client, document->document.docId);
    if (const auto loaded = live.load(); !loaded)
        return call.fail(loaded.error());
    if (opened->offline && !document->stored)
        return call.fail(*opened->offline);
    if (const auto settled = opened->offline ? Result<void>() : live.settle(); !settled)
        return call.fail(settled.error());
    if (call.isJson()) {
        QJsonObject line = jsonOf(*document);
        line.insert(u"text"_s, live.text());
        call.print(line, {});
    } else {
        call.printText(live.text());
    }
    return offlineExit(call, *opened);
}

Exit doc(Invocation &call)
{
    static constexpr Part parts[] = {
        {"list"_L1, 1, 1, list},
        {"create"_L1, 3, -1, create},
        {"rename"_L1, 3, -1, renameDocument},
        {"remove"_L1, 2, 2, removeDocument},
        {"cat"_L1, 2, 2, cat},
        {"write"_L1, 3, -1, changeDocument},
        {"append"_L1, 3, -1, changeDocument},
        {"edit"_L1, 2, 2, changeDocument},
        {"export"_L1, 2, 2, exportDocument},
        {"versions"_L1, 2, 5, documentVersions},
    };
    return runPart(call, parts,
        u"Write it so: doc list, doc create ROOM TITLE, doc cat DOC, doc write DOC TEXT, doc append DOC "
        u"TEXT, doc edit DOC, doc rename DOC TITLE, doc remove DOC, doc export DOC, doc versions DOC"_s);
}

} // namespace

Command docCommand()
{
    return {u"doc"_s,
        u"list | create ROOM TITLE | cat DOC | write DOC TEXT | append DOC TEXT | edit DOC | rename DOC TITLE | remove "
        u"DOC | export DOC | versions DOC [save NAME | restore V | compare V [W] | remove V]"_s,
        u"Documents, named by id or title. write and append read standard input for \"-\"; edit opens $EDITOR and "
        u"merges "
        u"what changed."_s,
        {{u"room"_s, u"list: only those of this room."_s, u"ROOM"_s},
            {u"queue"_s, u"When the server cannot be reached, keep the change; the next command sends it."_s},
            {u"format"_s, u"export: md, html or yjs (md)."_s, u"F"_s},
            {u"output"_s, u"export: into this file."_s, u"FILE"_s},
            {u"version-id"_s, u"export: as it was in this version."_s, u"V"_s}},
        1, -1, doc};
}

} // namespace coterie::cli
