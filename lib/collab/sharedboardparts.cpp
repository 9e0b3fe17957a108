// The parts of a SharedBoard that are not about whole shapes: strokes while they are drawn, pages, images.

#include "board/boardcodec.h"
#include "board/order.h"
#include "board/simplify.h"
#include "collab/sharedboard.h"
#include "collab/values.h"

#include <QRandomGenerator>

#include <algorithm>

namespace coterie::collab {

using board::PageId;
using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

quint32 salt()
{
    return QRandomGenerator::global()->generate() | 1U;
}

} // namespace

QString SharedBoard::append(Stroke &stroke, const board::Points &points) const
{
    board::Points own;
    for (const board::Point &point : points) {
        if (stroke.count++ < board::maxPoints)
            own.push_back({static_cast<float>(double(point.x) - stroke.origin.x()),
                static_cast<float>(double(point.y) - stroke.origin.y()), point.pressure});
    }
    return stroke.writer.write(own);
}

ShapeId SharedBoard::beginStroke(const Shape &stroke, const board::Points &points)
{
    if (isReadOnly() || points.empty() || !isStroke(stroke.type))
        return {};
    Shape shape = board::placedShapes({stroke}, scene()).front();
    if (shape.by.isEmpty())
        shape.by = m_author;
    shape.points.reset();
    shape.x = board::rounded(double(points.front().x));
    shape.y = board::rounded(double(points.front().y));
    shape.w = shape.h = shape.rotation = 0; // as long as it grows: its box is that of its points
    Stroke growing {.writer = {}, .origin = {shape.x, shape.y}, .count = 0};
    beginStep();
    edit([&] {
        write(shape, nullptr);
        if (auto entries = entriesOf(shape.id)) // just made
            (void)board::growingPoints(*entries).insert(0, viewOf(append(growing, points)));
    });
    m_strokes.insert(shape.id, growing);
    return shape.id;
}

void SharedBoard::extendStroke(const ShapeId &id, const board::Points &more)
{
    const auto stroke = m_strokes.find(id);
    const auto entries = stroke == m_strokes.end() || more.empty() ? std::nullopt : entriesOf(id);
    const auto value = entries ? entries->get(u"points") : std::nullopt;
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    if (!type || type->kind() != crdt::TypeKind::Text)
        return; // somebody took it away
    edit([&] {
        crdt::Text text(*type);
        (void)text.insert(text.length(), viewOf(append(*stroke, more))); // at its end
    });
}

void SharedBoard::finishStroke(const ShapeId &id)
{
    if (m_strokes.remove(id) == 0)
        return;
    const ShapePtr drawn = scene().find(id);
    if (drawn && drawn->points) {
        Shape finished = *drawn;
        const board::Points simple = board::simplified(*drawn->points, board::toleranceOf(drawn->style.width));
        if (board::isWorthReplacing(simple, *drawn->points)) // what is shorter is stored and drawn ever after
            finished.points = std::make_shared<const board::Points>(simple);
        Shape before = *drawn;
        before.w = before.h = -1; // the box was only implied: it is written in any case
        before.x -= 1;
        edit([&] { write(finished, &before); });
    }
    endStep();
}

PageId SharedBoard::addPage(const QString &name)
{
    const QList<board::Page> pages = scene().pages();
    if (isReadOnly() || pages.size() >= board::maxPages)
        return {};
    const QString id = board::newShapeId().value();
    edit([&] {
        // The first page has no entry until somebody writes of it, and then sorts first.
        writePage({PageId(id), name, board::keyBetween(pages.back().z, {}, salt())});
    });
    return PageId(id);
}

void SharedBoard::writePage(const board::Page &page)
{
    crdt::Map pages = m_doc->map(board::pagesRoot);
    const auto value = pages.get(viewOf(page.id.value()));
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    std::optional<crdt::Map> entries;
    if (type && type->kind() == crdt::TypeKind::Map)
        entries = crdt::Map(*type);
    else if (const auto made = pages.setType(viewOf(page.id.value()), crdt::TypeKind::Map))
        entries = crdt::Map(*made);
    if (!entries)
        return;
    if (const QString name = page.name.left(board::maxPageName); stringEntry(*entries, u"name") != name)
        (void)entries->set(u"name", viewOf(name)); // alive
    if (stringEntry(*entries, u"z") != page.z)
        (void)entries->set(u"z", viewOf(page.z));
}

void SharedBoard::renamePage(const PageId &id, const QString &name)
{
    const QList<board::Page> pages = scene().pages();
    const auto page = std::ranges::find(pages, id, &board::Page::id);
    if (page == pages.end() || page->name == name)
        return;
    edit([&] { writePage({id, name, page->z}); });
}

void SharedBoard::movePage(const PageId &id, qsizetype place)
{
    QList<board::Page> pages = scene().pages();
    const auto found = std::ranges::find(pages, id, &board::Page::id);
    if (found == pages.end() || found - pages.begin() == place || place < 0 || place >= pages.size())
        return;
    board::Page page = *found;
    pages.erase(found);
    edit([&] {
        if (place == 0 && !pages.isEmpty() && pages.front().z.isEmpty()) { // nothing sorts before no key at all
            pages.front().z = board::keyBetween({}, pages.size() > 1 ? pages[1].z : QString(), salt());
            writePage(pages.front());
        }
        const QString below = place > 0 ? pages[place - 1].z : QString();
        const QString above = place < pages.size() ? pages[place].z : QString();
        page.z = board::keyBetween(below, above, salt());
        writePage(page);
    });
}

void SharedBoard::removePage(const PageId &id)
{
    QList<ShapeId> shapes;
    for (const ShapePtr &shape : scene().onPage(id))
        shapes.append(shape->id);
    beginStep();
    remove(shapes);
    if (!id.isEmpty() && scene().hasPage(id))
        edit([&] { (void)m_doc->map(board::pagesRoot).erase(viewOf(id.value())); }); // a root
    endStep();
}

QString SharedBoard::addImage(const QByteArray &bytes)
{
    if (isReadOnly())
        return {};
    bool isThere = false;
    // No step of undo: what an image shape shows is there when the shape comes back.
    edit([&] { isThere = board::addImage(*m_doc, bytes); });
    return isThere ? board::imageKey(bytes) : QString();
}

QByteArray SharedBoard::image(const QString &key) const
{
    return m_doc ? board::imageIn(*m_doc, key) : QByteArray();
}

} // namespace coterie::collab
