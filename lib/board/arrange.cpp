#include "board/arrange.h"

#include "board/hittest.h"
#include "board/order.h"
#include "board/transform.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace coterie::board {

namespace {

/// Where the group that counts lies in the list of groups: just inside of `within`; -1: there is none.
qsizetype outerPlace(const Shape &shape, const QString &within)
{
    const qsizetype known = within.isEmpty() ? -1 : shape.groups.indexOf(within);
    return (known < 0 ? shape.groups.size() : known) - 1;
}

void append(QList<Shape> &result, const Unit &unit, QPointF by)
{
    if (!by.isNull())
        result += moved(unit, by);
}

QPointF toSide(const QRectF &own, const QRectF &all, Side side)
{
    switch (side) {
    case Side::Left: return {all.left() - own.left(), 0};
    case Side::Centre: return {all.center().x() - own.center().x(), 0};
    case Side::Right: return {all.right() - own.right(), 0};
    case Side::Top: return {0, all.top() - own.top()};
    case Side::Middle: return {0, all.center().y() - own.center().y()};
    case Side::Bottom: return {0, all.bottom() - own.bottom()};
    }
    return {};
}

QList<Shape> withKeys(const QList<ShapePtr> &shapes, const QList<QString> &keys)
{
    QList<Shape> result;
    for (qsizetype i = 0; i < shapes.size() && i < keys.size(); ++i) {
        Shape shape = *shapes[i];
        shape.z = keys[i];
        result.push_back(std::move(shape));
    }
    return result;
}

/// Moves each of the chosen past the next one that overlaps it; `order` goes the way they move.
QList<Shape> stepped(QList<ShapePtr> order, const QSet<ShapeId> &chosen, bool forward, quint32 salt)
{
    QList<Shape> result;
    for (qsizetype i = order.size() - 1; i >= 0; --i) {
        const ShapePtr shape = order[i];
        if (!chosen.contains(shape->id))
            continue;
        const QRectF own = paintedBounds(*shape);
        const auto next = std::find_if(order.cbegin() + i + 1, order.cend(), [&](const ShapePtr &other) {
            return !chosen.contains(other->id) && paintedBounds(*other).intersects(own);
        });
        if (next == order.cend())
            continue;
        const QString passed = (*next)->z;
        const QString beyond = next + 1 == order.cend() ? QString() : (*(next + 1))->z;
        Shape changed = *shape;
        changed.z = forward ? keyBetween(passed, beyond, salt) : keyBetween(beyond, passed, salt);
        result.push_back(changed);
        const qsizetype place = next - order.cbegin();
        order.insert(place + 1, std::make_shared<const Shape>(changed));
        order.removeAt(i);
    }
    return result;
}

} // namespace

QString outerGroup(const Shape &shape, const QString &within)
{
    const qsizetype place = outerPlace(shape, within);
    return place < 0 ? QString() : shape.groups[place];
}

QList<Unit> unitsOf(const QList<ShapePtr> &shapes, const QString &within)
{
    QSet<ShapeId> ids;
    for (const ShapePtr &shape : shapes)
        ids.insert(shape->id);
    QHash<QString, qsizetype> places;
    QList<Unit> units;
    for (const ShapePtr &shape : shapes) {
        QString key = shape->id.value();
        if (const QString group = outerGroup(*shape, within); !group.isEmpty())
            key = QLatin1Char(':') + group; // no id has a colon
        else if (ids.contains(shape->frame))
            key = shape->frame.value();
        if (const auto known = places.constFind(key); known != places.cend()) {
            units[*known].push_back(shape);
        } else {
            places.insert(key, units.size());
            units.push_back({shape});
        }
    }
    return units;
}

QList<Shape> aligned(const QList<Unit> &units, Side side)
{
    QList<ShapePtr> all;
    for (const Unit &unit : units)
        all += unit;
    const QRectF bounds = turnedBounds(all);
    QList<Shape> result;
    for (const Unit &unit : units)
        append(result, unit, toSide(turnedBounds(unit), bounds, side));
    return result;
}

QList<Shape> distributed(const QList<Unit> &units, Axis axis)
{
    if (units.size() < 3)
        return {};
    const bool across = axis == Axis::Horizontal;
    struct Span {
        const Unit *unit;
        double from;
        double to;
    };
    QList<Span> spans;
    double filled = 0;
    for (const Unit &unit : units) {
        const QRectF box = turnedBounds(unit);
        spans.push_back({&unit, across ? box.left() : box.top(), across ? box.right() : box.bottom()});
        filled += spans.back().to - spans.back().from;
    }
    std::ranges::sort(spans, {}, [](const Span &span) { return span.from + span.to; });
    const double from = spans.front().from;
    const double gap = (spans.back().to - from - filled) / static_cast<double>(units.size() - 1);
    QList<Shape> result;
    double place = from;
    for (const Span &span : spans) {
        const double by = place - span.from;
        append(result, *span.unit, across ? QPointF(by, 0) : QPointF(0, by));
        place += span.to - span.from + gap;
    }
    return result;
}

QList<Shape> flipped(const QList<ShapePtr> &shapes, Axis axis)
{
    Transform flip;
    flip.anchor = turnedBounds(shapes).center();
    flip.scaleX = axis == Axis::Horizontal ? -1 : 1;
    flip.scaleY = axis == Axis::Vertical ? -1 : 1;
    QList<Shape> result;
    for (const ShapePtr &shape : shapes)
        result.push_back(transformed(*shape, flip));
    return result;
}

QList<Shape> moved(const QList<ShapePtr> &shapes, QPointF by)
{
    QList<Shape> result;
    result.reserve(shapes.size());
    for (const ShapePtr &shape : shapes) {
        result.push_back(*shape);
        result.back().x += by.x();
        result.back().y += by.y();
    }
    return result;
}

QList<Shape> grouped(const QList<ShapePtr> &shapes, const QString &group, const QString &within)
{
    QList<Shape> result;
    for (const ShapePtr &shape : shapes) {
        result.push_back(*shape);
        result.back().groups.insert(outerPlace(*shape, within) + 1, group);
    }
    return result;
}

QList<Shape> ungrouped(const QList<ShapePtr> &shapes, const QString &within)
{
    QList<Shape> result;
    for (const ShapePtr &shape : shapes) {
        const qsizetype place = outerPlace(*shape, within);
        if (place < 0)
            continue;
        result.push_back(*shape);
        result.back().groups.removeAt(place);
    }
    return result;
}

QList<Shape> reordered(const Scene &scene, const PageId &page, const QList<ShapeId> &ids, Layer layer, quint32 salt)
{
    const QSet<ShapeId> chosen(ids.cbegin(), ids.cend());
    QList<ShapePtr> order = scene.onPage(page);
    QList<ShapePtr> own;
    std::ranges::copy_if(
        order, std::back_inserter(own), [&](const ShapePtr &shape) { return chosen.contains(shape->id); });
    if (own.isEmpty() || own.size() == order.size())
        return {};
    const auto isChosen = [&](const ShapePtr &shape) { return chosen.contains(shape->id); };
    switch (layer) {
    case Layer::Front:
        if (std::all_of(order.cend() - own.size(), order.cend(), isChosen))
            return {};
        return withKeys(own, keysBetween(scene.topZ(page), {}, own.size(), salt));
    case Layer::Back:
        if (std::all_of(order.cbegin(), order.cbegin() + own.size(), isChosen))
            return {};
        return withKeys(own, keysBetween({}, scene.bottomZ(page), own.size(), salt));
    case Layer::Forward: return stepped(std::move(order), chosen, true, salt);
    case Layer::Backward: std::ranges::reverse(order); return stepped(std::move(order), chosen, false, salt);
    }
    return {};
}

QList<Shape> copied(const QList<Shape> &shapes)
{
    QHash<ShapeId, ShapeId> ids;
    for (const Shape &shape : shapes)
        ids.insert(shape.id, newShapeId());
    QHash<QString, QString> groups;
    QList<Shape> result = shapes;
    for (Shape &shape : result) {
        shape.id = ids.value(shape.id);
        shape.z.clear();
        shape.frame = ids.value(shape.frame, shape.frame);
        for (QString &group : shape.groups) {
            if (!groups.contains(group))
                groups.insert(group, newShapeId().value());
            group = groups.value(group);
        }
        for (std::optional<Binding> *binding : {&shape.start, &shape.end}) {
            if (!*binding)
                continue;
            if (const auto copy = ids.constFind((*binding)->shape); copy != ids.cend())
                (*binding)->shape = *copy;
            else
                binding->reset();
        }
    }
    return result;
}

QList<ShapePtr> inReadingOrder(QList<ShapePtr> shapes)
{
    std::ranges::sort(shapes, {}, [](const ShapePtr &shape) { return turnedBounds(*shape).top(); });
    // A row takes in what begins above the middles of all that is in it.
    for (auto from = shapes.begin(); from != shapes.end();) {
        double middle = turnedBounds(**from).center().y();
        auto to = from + 1;
        while (to != shapes.end() && turnedBounds(**to).top() <= middle) {
            middle = std::min(middle, turnedBounds(**to).center().y());
            ++to;
        }
        std::sort(from, to, [](const ShapePtr &a, const ShapePtr &b) {
            const double left = turnedBounds(*a).left();
            const double otherLeft = turnedBounds(*b).left();
            return left != otherLeft ? left < otherLeft : a->id < b->id;
        });
        from = to;
    }
    return shapes;
}

} // namespace coterie::board
