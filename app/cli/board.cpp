#include "boards.h"
#include "commands.h"

#include "board/boardcodec.h"
#include "board/templates.h"

namespace coterie::cli {

using namespace Qt::StringLiterals;
using protocol::DocumentId;
using protocol::DocumentKind;

namespace {

Exit list(const Invocation &call)
{
    return listDocuments(call, DocumentKind::Board);
}

Exit create(const Invocation &call)
{
    const QString name = call.isSet(u"template"_s) ? call.value(u"template"_s) : u"blank"_s;
    if (!board::templateNames().contains(name))
        return call.misused(u"--template is one of %1."_s.arg(board::templateNames().join(u", "_s)));
    const auto fill = [&](OpenedOutbox &opened, const DocumentId &docId) -> Result<void> {
        const QList<board::Shape> shapes = board::templateShapes(name);
        if (shapes.isEmpty())
            return {};
        LiveDocument live(*opened.client, docId);
        if (const auto loaded = live.load(); !loaded)
            return loaded;
        live.edit([&](crdt::Doc &document) { board::addShapes(document, shapes); });
        const auto delivered = deliver(call, opened, live);
        return delivered ? Result<void>() : delivered.error();
    };
    return createDocument(call, DocumentKind::Board, fill);
}

Exit board(Invocation &call)
{
    static constexpr Part parts[] = {
        {"list"_L1, 1, 1, list},
        {"create"_L1, 3, -1, create},
        {"show"_L1, 2, 2, showBoard},
        {"add"_L1, 3, -1, addToBoard},
        {"export"_L1, 2, 2, exportBoard},
        {"import"_L1, 3, 3, importToBoard},
        {"rename"_L1, 3, -1, renameDocument},
        {"remove"_L1, 2, 2, removeDocument},
    };
    return runPart(call, parts,
        u"Write it so: board list, board create ROOM TITLE, board show BOARD, board add BOARD KIND WORDS, "
        u"board export BOARD, board import BOARD FILE, board rename BOARD TITLE, board remove BOARD"_s);
}

} // namespace

Command boardCommand()
{
    return {u"board"_s,
        u"list | create ROOM TITLE | show BOARD | add BOARD KIND WORDS | export BOARD | import BOARD FILE | rename "
        u"BOARD "
        u"TITLE | remove BOARD"_s,
        u"Boards, named by id or title. add puts a note, text, rectangle, ellipse, diamond or frame on it (\"-\" reads "
        u"standard input); import reads SVG, Excalidraw, PNG and JPEG files."_s,
        {{u"room"_s, u"list: only those of this room."_s, u"ROOM"_s},
            {u"template"_s, u"create: %1 (blank)."_s.arg(board::templateNames().join(u", "_s)), u"T"_s},
            {u"queue"_s, u"When the server cannot be reached, keep the change; the next command sends it."_s},
            {u"format"_s, u"export: svg, png, pdf, excalidraw or yjs (by the file's name, else svg)."_s, u"F"_s},
            {u"page"_s, u"This page, by id, name or number from 1 (the first; PDF: all)."_s, u"P"_s},
            {u"frame"_s, u"export: only this frame, by id or name."_s, u"ID"_s},
            {u"selection"_s, u"export: only these shapes; ids, separated by commas."_s, u"IDS"_s},
            {u"scale"_s, u"export: pixels per unit of a PNG, 1 to 4 (1)."_s, u"N"_s},
            {u"theme"_s, u"export: light or dark (light)."_s, u"T"_s},
            {u"output"_s, u"export: into this file."_s, u"FILE"_s},
            {u"version-id"_s, u"export: as it was in this version."_s, u"V"_s},
            {u"at"_s, u"add, import: where the top left is (below what is there)."_s, u"X,Y"_s},
            {u"size"_s, u"add: how large it is."_s, u"W,H"_s},
            {u"colour"_s, u"add: a name of the palette (red, blue, …) or #rrggbb."_s, u"C"_s}},
        1, -1, board};
}

} // namespace coterie::cli
