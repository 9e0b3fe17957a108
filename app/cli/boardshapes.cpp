#include "boards.h"

#include "board/boardcodec.h"
#include "board/shapejson.h"

#include <algorithm>
#include <cmath>

// What is on a board, and one more shape on it.
namespace coterie::cli {

using namespace Qt::StringLiterals;
using namespace coterie::board;

namespace {

constexpr double gap = 24;

QString lineOf(const Shape &shape)
{
    const QString type = shape.type == ShapeType::Unknown ? shape.typeName : toWire(shape.type);
    const auto whole = [](double value) { return QString::number(std::round(value), 'f', 0); };
    QString line = u"%1  %2  %3,%4  %5×%6"_s.arg(
        shape.id.value(), type, whole(shape.x), whole(shape.y), whole(shape.w), whole(shape.h));
    if (!shape.text.isEmpty())
        line += u"  "_s + shape.text.simplified();
    return line;
}

struct Kind {
    QLatin1StringView name;
    ShapeType type;
    QSizeF size;
};
constexpr Kind kinds[] = {
    {"note"_L1, ShapeType::Note, {160, 136}},
    {"text"_L1, ShapeType::Text, {320, 24}},
    {"rectangle"_L1, ShapeType::Rectangle, {190, 110}},
    {"ellipse"_L1, ShapeType::Ellipse, {190, 110}},
    {"diamond"_L1, ShapeType::Diamond, {190, 150}},
    {"frame"_L1, ShapeType::Frame, {480, 320}},
};

Result<Shape> shapeFor(const Invocation &call, const Kind &kind, const QString &words, const Scene &scene)
{
    const auto page = pageFor(call, scene);
    if (!page)
        return page.error();
    const auto at = call.isSet(u"at"_s) ? pointFrom(u"at"_s, call.value(u"at"_s)) : freePlace(scene, *page);
    if (!at)
        return at.error();
    const QPointF usual(kind.size.width(), kind.size.height());
    const auto size = call.isSet(u"size"_s) ? pointFrom(u"size"_s, call.value(u"size"_s)) : usual;
    if (!size)
        return size.error();
    Shape shape;
    shape.id = newShapeId();
    shape.type = kind.type;
    shape.page = *page;
    shape.x = at->x();
    shape.y = at->y();
    shape.w = std::abs(size->x());
    shape.h = std::abs(size->y());
    shape.text = words.left(maxText);
    if (kind.type == ShapeType::Note || kind.type == ShapeType::Text)
        shape.style.align = Align::Left;
    if (kind.type == ShapeType::Note)
        shape.style.fill = u"yellow"_s;
    if (call.isSet(u"colour"_s))
        (kind.type == ShapeType::Note ? shape.style.fill : shape.style.stroke) = call.value(u"colour"_s).left(20);
    return shape;
}

} // namespace

Result<OpenedBoard> openBoard(const Invocation &call, bool changes)
{
    auto opened = openDocuments(call, !changes || call.isSet(u"queue"_s));
    if (!opened)
        return opened.error();
    const auto summary = findBoard(opened->client->documents(), call.argument(1));
    if (!summary)
        return summary.error();
    if (!changes && opened->offline && !summary->stored)
        return *opened->offline;
    if (changes && !opened->offline) {
        if (const auto joined = joinRoom(*opened->client, summary->document.roomId); !joined)
            return joined.error();
    }
    auto live = std::make_unique<LiveDocument>(*opened->client, summary->document.docId);
    if (const auto loaded = live->load(); !loaded)
        return loaded.error();
    if (const auto settled = opened->offline ? Result<void>() : live->settle(); !settled)
        return settled.error();
    return OpenedBoard {std::move(*opened), *summary, std::move(live)};
}

Result<QPointF> pointFrom(const QString &option, const QString &text)
{
    const QStringList parts = text.split(u',');
    bool isX = false;
    bool isY = false;
    const QPointF point(parts.value(0).toDouble(&isX), parts.value(1).toDouble(&isY));
    const bool isPoint = parts.size() == 2 && isX && isY && std::abs(point.x()) <= maxCoordinate
        && std::abs(point.y()) <= maxCoordinate; // false for what is no number, too
    if (!isPoint)
        return Error {Errc::BadRequest, u"--%1 is two numbers with a comma between them."_s.arg(option).toStdString()};
    return point;
}

QPointF freePlace(const Scene &scene, const PageId &page)
{
    const QRectF taken = scene.bounds(page);
    return taken.isNull() ? QPointF() : QPointF(std::round(taken.left()), std::round(taken.bottom() + gap));
}

Result<PageId> pageFor(const Invocation &call, const Scene &scene)
{
    const QList<Page> pages = scene.pages();
    const QString name = call.value(u"page"_s);
    if (name.isEmpty())
        return pages.first().id;
    for (const Page &page : pages) {
        if (page.id.value() == name || page.name.compare(name, Qt::CaseInsensitive) == 0)
            return page.id;
    }
    const int number = name.toInt();
    if (number < 1 || number > pages.size())
        return Error {Errc::NotFound, u"There is no page \"%1\"."_s.arg(name).toStdString()};
    return pages[number - 1].id;
}

Exit showBoard(const Invocation &call)
{
    const auto open = openBoard(call, false);
    if (!open)
        return call.fail(open.error());
    const Scene scene = readScene(open->live->document());
    QList<PageId> wanted;
    if (call.isSet(u"page"_s)) {
        const auto page = pageFor(call, scene);
        if (!page)
            return call.fail(page.error());
        wanted.append(*page);
    } else {
        for (const Page &page : scene.pages())
            wanted.append(page.id);
    }
    for (const PageId &page : std::as_const(wanted)) {
        for (const ShapePtr &shape : scene.onPage(page))
            call.print(toJson(*shape), lineOf(*shape));
    }
    return offlineExit(call, open->opened);
}

Exit addToBoard(const Invocation &call)
{
    const auto *const kind = std::ranges::find(kinds, call.argument(2), &Kind::name);
    if (kind == std::end(kinds))
        return call.misused(
            u"board add BOARD KIND WORDS: the kind is note, text, rectangle, ellipse, diamond or frame."_s);
    const auto words = givenText(call, 3);
    if (!words)
        return call.fail(words.error());
    const auto open = openBoard(call, true);
    if (!open)
        return call.fail(open.error());
    const auto shape = shapeFor(call, *kind, words->trimmed(), readScene(open->live->document()));
    if (!shape)
        return call.fail(shape.error());
    open->live->edit([&](crdt::Doc &document) { addShapes(document, {*shape}); });
    const auto status = deliver(call, open->opened, *open->live);
    if (!status)
        return call.fail(status.error());
    QJsonObject line = toJson(*shape);
    line.insert(u"docId"_s, open->summary.document.docId.value());
    line.insert(u"status"_s, *status);
    call.print(line, *status == "sent"_L1 ? lineOf(*shape) : u"Kept for later: the server cannot be reached."_s);
    return Exit::Done;
}

} // namespace coterie::cli
