#include "board/scene.h"

#include "board/outline.h"
#include "board/parallel.h"

#include <algorithm>

namespace coterie::board {

namespace {

template <typename Key>
void drop(QHash<Key, QSet<ShapeId>> &holders, const Key &key, const ShapeId &id)
{
    const auto found = holders.find(key);
    if (found == holders.end())
        return;
    found->remove(id);
    if (found->isEmpty())
        holders.erase(found);
}

const Page FirstPage;

} // namespace

ShapePtr Scene::find(const ShapeId &id) const
{
    return m_shapes.value(id);
}

ShapePtr Scene::asWritten(const ShapeId &id) const
{
    const auto written = m_written.constFind(id);
    return written == m_written.cend() ? find(id) : *written;
}

QList<Page> Scene::pages() const
{
    constexpr qsizetype MostUnlisted = 1000;
    QList<Page> pages = m_pages.isEmpty() ? QList<Page> {FirstPage} : m_pages;
    const qsizetype listed = pages.size();
    for (auto it = m_content.keyBegin(); it != m_content.keyEnd() && pages.size() < listed + MostUnlisted; ++it) {
        if (std::ranges::find(pages.begin(), pages.begin() + listed, *it, &Page::id) == pages.begin() + listed)
            pages.append({*it, {}, {}});
    }
    std::sort(pages.begin() + listed, pages.end(), [](const Page &a, const Page &b) { return a.id < b.id; });
    return pages;
}

bool Scene::hasPage(const PageId &page) const
{
    return std::ranges::any_of(pages(), [&](const Page &one) { return one.id == page; });
}

/// The first page is there even if nobody has written of it: at its place if somebody has.
void Scene::setPages(QList<Page> pages)
{
    if (std::ranges::none_of(pages, [](const Page &page) { return page.id.isEmpty(); }))
        pages.append(FirstPage);
    std::ranges::sort(pages, [](const Page &a, const Page &b) { return a.z != b.z ? a.z < b.z : a.id < b.id; });
    m_pages = std::move(pages);
}

QList<ShapePtr> Scene::onPage(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    if (content == m_content.cend())
        return {};
    return {content->order.begin(), content->order.end()};
}

QList<ShapePtr> Scene::touching(const PageId &page, const QRectF &area) const
{
    QList<ShapePtr> found = places(page).touching(area);
    std::ranges::sort(found, Behind());
    return found;
}

SpatialIndex::Snapshot Scene::places(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    return content == m_content.cend() ? SpatialIndex::Snapshot() : content->index.snapshot();
}

QRectF Scene::bounds(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    return content == m_content.cend() ? QRectF() : content->index.bounds();
}

QList<ShapeId> Scene::connectorsAt(const ShapeId &shape) const
{
    return m_connectors.value(shape).values();
}

QList<ShapeId> Scene::inFrame(const ShapeId &frame) const
{
    return m_inFrame.value(frame).values();
}

QList<ShapeId> Scene::withinFrame(const ShapeId &frame) const
{
    QList<ShapeId> found;
    QSet<ShapeId> met {frame};
    QList<ShapeId> open {frame};
    while (!open.isEmpty()) {
        for (const ShapeId &id : m_inFrame.value(open.takeLast())) {
            if (met.contains(id))
                continue;
            met.insert(id);
            found.append(id);
            open.append(id);
        }
    }
    return found;
}

QList<ShapeId> Scene::inGroup(const QString &group) const
{
    return m_inGroup.value(group).values();
}

QString Scene::topZ(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    return content == m_content.cend() ? QString() : (*content->order.rbegin())->z;
}

QString Scene::bottomZ(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    return content == m_content.cend() ? QString() : (*content->order.begin())->z;
}

QList<ShapePtr> Scene::imagesOn(const PageId &page) const
{
    const auto content = m_content.constFind(page);
    return content == m_content.cend() ? QList<ShapePtr>() : content->images.values();
}

void Scene::put(const ShapePtr &shape)
{
    PageContent &content = m_content[shape->page];
    if (shape->type == ShapeType::Image)
        content.images.insert(shape->id, shape);
    content.index.set(shape, paintedBounds(*shape));
    content.order.insert(content.order.end(), shape);
    m_shapes.insert(shape->id, shape);
}

void Scene::take(const ShapePtr &shape)
{
    const auto content = m_content.find(shape->page);
    content->index.remove(shape->id);
    content->images.remove(shape->id);
    content->order.erase(shape);
    if (content->order.empty())
        m_content.erase(content);
}

void Scene::hang(const Shape &shape)
{
    if (isConnector(shape.type)) {
        for (const auto &binding : {shape.start, shape.end}) {
            if (binding)
                m_connectors[binding->shape].insert(shape.id);
        }
    }
    if (!shape.frame.isEmpty())
        m_inFrame[shape.frame].insert(shape.id);
    for (const QString &group : shape.groups)
        m_inGroup[group].insert(shape.id);
}

void Scene::unhang(const Shape &shape)
{
    if (isConnector(shape.type)) {
        for (const auto &binding : {shape.start, shape.end}) {
            if (binding)
                drop(m_connectors, binding->shape, shape.id);
        }
    }
    if (!shape.frame.isEmpty())
        drop(m_inFrame, shape.frame, shape.id);
    for (const QString &group : shape.groups)
        drop(m_inGroup, group, shape.id);
}

ShapePtr Scene::derived(const ShapePtr &written) const
{
    if (!isConnector(written->type) || (!written->start && !written->end))
        return written;
    const auto at = [this, &written](const std::optional<Binding> &binding) -> ShapePtr {
        const ShapePtr shape = binding ? find(binding->shape) : nullptr;
        return shape && shape->page == written->page ? shape : nullptr;
    };
    const ShapePtr atStart = at(written->start);
    const ShapePtr atEnd = at(written->end);
    if (!atStart && !atEnd)
        return written;
    auto shape = std::make_shared<const Shape>(withEndsInPlace(*written, atStart.get(), atEnd.get()));
    return *shape == *written ? written : shape;
}

void Scene::rederive(const ShapeId &moved, QList<Replaced> &changed)
{
    for (const ShapeId &id : m_connectors.value(moved)) {
        const ShapePtr present = find(id);
        const ShapePtr written = asWritten(id);
        const ShapePtr next = derived(written);
        if (id == moved || *next == *present)
            continue;
        take(present);
        put(next);
        if (next == written)
            m_written.remove(id);
        else
            m_written.insert(id, written);
        changed.append({id, present});
    }
}

QList<Scene::Replaced> Scene::set(const ShapePtr &shape)
{
    const ShapePtr present = find(shape->id);
    if (present) {
        unhang(*present);
        take(present);
    }
    hang(*shape);
    const ShapePtr placed = derived(shape);
    put(placed);
    if (placed == shape)
        m_written.remove(shape->id);
    else
        m_written.insert(shape->id, shape);
    QList<Replaced> changed {{shape->id, present}};
    rederive(shape->id, changed);
    return changed;
}

void Scene::setAll(QList<ShapePtr> shapes)
{
    if (!m_shapes.isEmpty()) {
        for (const ShapePtr &shape : shapes)
            set(shape);
        return;
    }
    std::ranges::sort(shapes, Behind());
    m_shapes.reserve(shapes.size());
    QHash<PageId, QList<ShapePtr>> pages;
    for (const bool connectors : {false, true}) { // these after what they hold on to
        for (const ShapePtr &shape : std::as_const(shapes)) {
            if (isConnector(shape->type) != connectors)
                continue;
            hang(*shape);
            const ShapePtr placed = derived(shape);
            if (placed != shape)
                m_written.insert(shape->id, shape);
            m_shapes.insert(shape->id, placed);
            pages[shape->page].append(placed);
        }
    }
    for (auto it = pages.cbegin(); it != pages.cend(); ++it)
        m_content[it.key()].setAll(*it);
}

void Scene::PageContent::setAll(const QList<ShapePtr> &shapes)
{
    const auto findPlaces = [&] {
        index.reserve(shapes.size());
        for (const ShapePtr &shape : shapes)
            index.set(shape, paintedBounds(*shape));
    };
    const auto putInOrder = [&] {
        for (const ShapePtr &shape : shapes) {
            order.insert(order.end(), shape);
            if (shape->type == ShapeType::Image)
                images.insert(shape->id, shape);
        }
    };
    constexpr qsizetype Many = 1000; // are worth a thread
    if (shapes.size() < Many) {
        findPlaces();
        putInOrder();
    } else {
        doBoth(findPlaces, putInOrder);
    }
}

QList<Scene::Replaced> Scene::remove(const ShapeId &id)
{
    const ShapePtr present = find(id);
    if (!present)
        return {};
    unhang(*present);
    take(present);
    m_shapes.remove(id);
    m_written.remove(id);
    QList<Replaced> changed {{id, present}};
    rederive(id, changed);
    return changed;
}

} // namespace coterie::board
