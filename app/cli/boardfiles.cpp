#include "boards.h"
#include "renderer.h"

#include "board/boardcodec.h"
#include "client/bytes.h"

#include <QFile>
#include <QFileInfo>
#include <QUrl>

#include <algorithm>

// Boards as files, and files on boards.
namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace coterie::board;

namespace {

constexpr qint64 largestFile = 64'000'000;

QString formatFor(const Invocation &call)
{
    if (call.isSet(u"format"_s))
        return call.value(u"format"_s);
    const QString suffix = QFileInfo(call.value(u"output"_s)).suffix().toLower();
    return suffix.isEmpty() ? u"svg"_s : suffix;
}

const QStringList passedOn {u"page"_s, u"frame"_s, u"scale"_s, u"theme"_s}; // the server knows them, too

/// On this computer if it can be done here, else by the server.
Result<QByteArray> pictureOf(
    const Invocation &call, const OpenedOutbox &opened, const client::DocumentSummary &summary, const QString &format)
{
    const protocol::DocumentId docId = summary.document.docId;
    if (!hasRenderer() && !opened.offline && !call.isSet(u"selection"_s)) {
        QString query = u"format="_s + format;
        for (const QString &name : passedOn) {
            if (call.isSet(name))
                query += u'&' + name + u'=' + QString::fromLatin1(QUrl::toPercentEncoding(call.value(name)));
        }
        return exportedByServer(call, opened.account, docId, query);
    }
    if (!hasRenderer())
        return Error {Errc::Unsupported, "coterie-render makes the pictures, and it is not installed here."};
    const auto state = stateOf(call, opened, docId);
    if (!state)
        return state.error();
    QStringList arguments {u"--format="_s + format, u"--title="_s + summary.document.title};
    for (const QString &name : passedOn + QStringList {u"selection"_s}) {
        if (call.isSet(name))
            arguments.append(u"--%1=%2"_s.arg(name, call.value(name)));
    }
    return render(call, arguments, *state);
}

/// The file as shapes and images of a board of its own.
Result<QByteArray> boardIn(const Invocation &call, const QString &path)
{
    QFile file(path);
    const bool isOpen = path == "-"_L1 ? file.open(stdin, QFile::ReadOnly) : file.open(QFile::ReadOnly);
    if (!isOpen)
        return Error {Errc::Io, u"%1 cannot be read."_s.arg(path).toStdString()};
    QByteArray bytes;
    while (bytes.size() <= largestFile) { // a pipe gives what it has
        const QByteArray piece = file.read(1 << 20);
        if (piece.isEmpty())
            return render(call, {u"--import"_s}, bytes);
        bytes += piece;
    }
    return Error {Errc::TooLarge, "This file is more than 64 megabytes."};
}

struct Added {
    QList<Shape> shapes;
    QList<QByteArray> images;
};

/// What is in the file's own board, moved to where it shall be.
Result<Added> addedFrom(const Invocation &call, const QByteArray &update, const Scene &scene)
{
    crdt::Doc source;
    if (!source.applyUpdate(client::asBytes(update)))
        return Error {Errc::Internal, "coterie-render has written no board."};
    const auto page = pageFor(call, scene);
    if (!page)
        return page.error();
    const auto at = call.isSet(u"at"_s) ? pointFrom(u"at"_s, call.value(u"at"_s)) : freePlace(scene, *page);
    if (!at)
        return at.error();
    Added added;
    const Scene drawing = readScene(source);
    QRectF area;
    for (const Page &each : drawing.pages()) {
        for (const ShapePtr &shape : drawing.onPage(each.id)) {
            area |= shape->box();
            added.shapes.append(*shape);
            if (const QByteArray image = imageIn(source, shape->image); !image.isEmpty())
                added.images.append(image);
        }
    }
    for (Shape &shape : added.shapes) {
        shape.x += at->x() - area.left();
        shape.y += at->y() - area.top();
        shape.page = *page;
        shape.z.clear(); // in front of what is there, in the file's order
    }
    return added;
}

} // namespace

Exit exportBoard(const Invocation &call)
{
    const QString format = formatFor(call);
    static const QStringList formats {u"svg"_s, u"png"_s, u"pdf"_s, u"excalidraw"_s, u"yjs"_s};
    if (!formats.contains(format))
        return call.misused(u"A board is exported as svg, png, pdf, excalidraw or yjs."_s);
    const auto opened = openDocuments(call, !call.isSet(u"version-id"_s));
    if (!opened)
        return call.fail(opened.error());
    const auto summary = findBoard(opened->client->documents(), call.argument(1));
    if (!summary)
        return call.fail(summary.error());
    if (opened->offline && !summary->stored)
        return call.fail(*opened->offline);
    const auto bytes = format == "yjs"_L1 ? stateOf(call, *opened, summary->document.docId)
                                          : pictureOf(call, *opened, *summary, format);
    if (!bytes && bytes.error().code == Errc::BadRequest) // a scale, a theme
        return call.fail(Exit::Usage, QString::fromStdString(bytes.error().message));
    if (!bytes)
        return call.fail(bytes.error());
    return writeExport(call, *opened, summary->document.docId, format, *bytes);
}

Exit importToBoard(const Invocation &call)
{
    if (!hasRenderer())
        return call.fail(Exit::Refused, u"coterie-render reads the files, and it is not installed here."_s);
    const auto update = boardIn(call, call.argument(2));
    if (!update)
        return call.fail(update.error());
    const auto open = openBoard(call, true);
    if (!open)
        return call.fail(open.error());
    const auto added = addedFrom(call, *update, readScene(open->live->document()));
    if (!added)
        return call.fail(added.error());
    open->live->edit([&](crdt::Doc &document) {
        for (const QByteArray &image : added->images)
            static_cast<void>(addImage(document, image)); // it came out of a board, within a board's bounds
        addShapes(document, added->shapes);
    });
    const auto status = deliver(call, open->opened, *open->live);
    if (!status)
        return call.fail(status.error());
    const auto count = added->shapes.size();
    call.print({{u"docId"_s, open->summary.document.docId.value()}, {u"title"_s, open->summary.document.title},
                   {u"shapes"_s, count}, {u"status"_s, *status}},
        *status == "sent"_L1 ? u"Put %1 on \"%2\"."_s.arg(
            count == 1 ? u"1 shape"_s : u"%1 shapes"_s.arg(count), open->summary.document.title)
                             : u"Kept for later: the server cannot be reached."_s);
    return Exit::Done;
}

} // namespace coterie::cli
