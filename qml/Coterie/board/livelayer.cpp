#include "livelayer.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace coterie::boardview {

namespace {

/// From the points' own units to the board; nothing if they are stretched or turned.
std::optional<QPointF> plainOffset(const board::Shape &shape)
{
    if (!shape.points || shape.points->empty() || shape.rotation != 0)
        return std::nullopt;
    constexpr double slack = 0.2; // more than the 1/16 that points are rounded to
    const QRectF own = board::boundsOf(*shape.points);
    const bool isStretched = std::abs(own.width() - shape.w) > slack || std::abs(own.height() - shape.h) > slack;
    if (isStretched)
        return std::nullopt;
    return shape.box().topLeft() - own.topLeft();
}

} // namespace

QRectF grownArea(const board::Shape &before, const board::Shape &now)
{
    const QRectF all = board::paintedBounds(before).united(board::paintedBounds(now));
    const auto offsetBefore = plainOffset(before);
    const auto offset = plainOffset(now);
    if (!board::isStroke(now.type) || before.style != now.style || !offset || !offsetBefore)
        return all;
    constexpr std::size_t settling = 3; // the last points of a smooth line shape it until others follow
    const board::Points &old = *before.points;
    const board::Points &points = *now.points;
    const QPointF moved = *offset - *offsetBefore;
    const bool isSame = std::hypot(moved.x(), moved.y()) < 0.2 && points.size() >= old.size() && old.size() > settling
        && std::equal(old.begin(), old.end(), points.begin());
    if (!isSame)
        return all;
    const board::Points tail(points.begin() + std::ptrdiff_t(old.size() - settling), points.end());
    const double around = now.style.width + 2;
    return board::boundsOf(tail).translated(*offset).adjusted(-around, -around, around, around);
}

void LiveLayer::setLook(const Look &look)
{
    m_look = look;
    m_surface.clear();
}

bool LiveLayer::isBehind(const Item &a, const Item &b)
{
    if (a.shape->z.isEmpty() != b.shape->z.isEmpty())
        return b.shape->z.isEmpty();
    return board::isBehind(*a.shape, *b.shape);
}

/// `shape`: what is shown under the key; it says where in the order to look.
std::vector<LiveLayer::Item>::iterator LiveLayer::itemOf(const board::ShapeId &key, const board::ShapePtr &shape)
{
    const auto from = std::ranges::lower_bound(m_items, Item {key, shape, {}}, isBehind);
    return std::ranges::find(from, m_items.end(), key, &Item::key);
}

void LiveLayer::set(const board::ShapeId &key, const board::ShapePtr &shape)
{
    const Item item {key, shape, board::paintedBounds(*shape)};
    const board::ShapePtr before = m_shapes.value(key);
    m_shapes.insert(key, shape);
    if (before) {
        if (before == shape)
            return;
        m_surface.invalidate(grownArea(*before, *shape));
        const auto it = itemOf(key, before);
        if (before->z == shape->z) {
            *it = item;
            return;
        }
        m_items.erase(it);
    } else {
        m_surface.invalidate(item.bounds);
    }
    m_items.insert(std::ranges::upper_bound(m_items, item, isBehind), item);
}

void LiveLayer::remove(const board::ShapeId &key)
{
    const board::ShapePtr shape = m_shapes.take(key);
    if (!shape)
        return;
    m_surface.invalidate(board::paintedBounds(*shape));
    m_items.erase(itemOf(key, shape));
}

void LiveLayer::clear()
{
    m_items.clear();
    m_shapes.clear();
    m_surface.clear();
}

board::ShapePtr LiveLayer::find(const board::ShapeId &key) const
{
    return m_shapes.value(key);
}

void LiveLayer::update(const Viewport &viewport)
{
    const drawing::PaintContext context {m_look.palette, m_look.images.get(), viewport.scale(), m_look.family};
    const auto touches = [this](const QRectF &area) {
        return std::ranges::any_of(m_items, [&area](const Item &item) { return item.bounds.intersects(area); });
    };
    const auto paint = [&](QPainter &painter, const QRectF &area) {
        for (const Item &item : m_items)
            if (item.bounds.intersects(area))
                drawing::paintShape(painter, *item.shape, context);
    };
    m_surface.update(viewport, touches, paint);
}

} // namespace coterie::boardview
