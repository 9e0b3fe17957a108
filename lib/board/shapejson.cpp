#include "board/shapejson.h"

#include "board/boardcodec.h"
#include "board/points.h"

#include <algorithm>
#include <cmath>

namespace coterie::board {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestName = 64; ///< ids, colours, words of the format

double number(const QJsonObject &object, const QString &name, double otherwise, double least, double most)
{
    const double value = object[name].toDouble(otherwise);
    return std::isfinite(value) ? std::clamp(value, least, most) : otherwise;
}

QString name(const QJsonObject &object, const QString &key, const QString &otherwise = {})
{
    const QString text = object[key].toString(otherwise);
    return text.size() <= longestName ? text : otherwise;
}

QJsonObject toJson(const Binding &binding)
{
    return {{u"shape"_s, binding.shape.value()}, {u"u"_s, binding.u}, {u"v"_s, binding.v}};
}

std::optional<Binding> bindingFromJson(const QJsonObject &object)
{
    const ShapeId shape(name(object, u"shape"_s));
    if (shape.isEmpty())
        return std::nullopt;
    return Binding {.shape = shape, .u = number(object, u"u"_s, 0.5, 0, 1), .v = number(object, u"v"_s, 0.5, 0, 1)};
}

void writeStyle(QJsonObject &object, const Style &style)
{
    const Style usual;
    const auto put = [&object](const QString &key, const auto &value, const auto &usually) {
        if (value != usually)
            object.insert(key, value);
    };
    put(u"stroke"_s, style.stroke, usual.stroke);
    put(u"fill"_s, style.fill, usual.fill);
    put(u"width"_s, style.width, usual.width);
    put(u"dash"_s, toWire(style.dash), toWire(usual.dash));
    put(u"opacity"_s, style.opacity, usual.opacity);
    put(u"fontSize"_s, style.fontSize, usual.fontSize);
    put(u"align"_s, toWire(style.align), toWire(usual.align));
    put(u"startHead"_s, toWire(style.startHead), toWire(usual.startHead));
    put(u"endHead"_s, toWire(style.endHead), toWire(usual.endHead));
    put(u"route"_s, toWire(style.route), toWire(usual.route));
}

Style readStyle(const QJsonObject &object)
{
    Style style;
    const auto word = [&object](const QString &key, const auto &usual) { return name(object, key, toWire(usual)); };
    style.stroke = name(object, u"stroke"_s, style.stroke);
    style.fill = name(object, u"fill"_s, style.fill);
    style.width = number(object, u"width"_s, style.width, 0, 1000);
    style.dash = dashFromWire(word(u"dash"_s, style.dash));
    style.opacity = number(object, u"opacity"_s, style.opacity, 0, 1);
    style.fontSize = number(object, u"fontSize"_s, style.fontSize, 1, 1000);
    style.align = alignFromWire(word(u"align"_s, style.align));
    style.startHead = headFromWire(word(u"startHead"_s, style.startHead));
    style.endHead = headFromWire(word(u"endHead"_s, style.endHead));
    style.route = routeFromWire(word(u"route"_s, style.route));
    return style;
}

} // namespace

QJsonObject toJson(const Style &style)
{
    QJsonObject object;
    writeStyle(object, style);
    return object;
}

Style styleFromJson(const QJsonObject &object)
{
    return readStyle(object);
}

QJsonObject toJson(const Shape &shape)
{
    QJsonObject object {{u"id"_s, shape.id.value()},
        {u"type"_s, shape.type == ShapeType::Unknown ? shape.typeName : toWire(shape.type)}, {u"x"_s, shape.x},
        {u"y"_s, shape.y}, {u"w"_s, shape.w}, {u"h"_s, shape.h}};
    const auto put = [&object](const QString &key, const QString &text) {
        if (!text.isEmpty())
            object.insert(key, text);
    };
    put(u"page"_s, shape.page.value());
    put(u"text"_s, shape.text);
    put(u"image"_s, shape.image);
    put(u"z"_s, shape.z);
    put(u"by"_s, shape.by);
    put(u"frame"_s, shape.frame.value());
    if (shape.rotation != 0)
        object.insert(u"rotation"_s, shape.rotation);
    if (shape.points)
        object.insert(u"points"_s, PointWriter().write(*shape.points));
    if (!shape.groups.isEmpty())
        object.insert(u"groups"_s, QJsonArray::fromStringList(shape.groups));
    if (shape.locked)
        object.insert(u"locked"_s, true);
    if (shape.start)
        object.insert(u"start"_s, toJson(*shape.start));
    if (shape.end)
        object.insert(u"end"_s, toJson(*shape.end));
    writeStyle(object, shape.style);
    return object;
}

std::optional<Shape> shapeFromJson(const QJsonObject &object)
{
    const QString type = name(object, u"type"_s);
    if (type.isEmpty())
        return std::nullopt;
    Shape shape;
    shape.id = ShapeId(name(object, u"id"_s));
    shape.type = shapeTypeFromWire(type);
    if (shape.type == ShapeType::Unknown)
        shape.typeName = type;
    shape.page = PageId(name(object, u"page"_s));
    shape.x = number(object, u"x"_s, 0, -maxCoordinate, maxCoordinate);
    shape.y = number(object, u"y"_s, 0, -maxCoordinate, maxCoordinate);
    shape.w = number(object, u"w"_s, 0, 0, maxCoordinate);
    shape.h = number(object, u"h"_s, 0, 0, maxCoordinate);
    shape.rotation = number(object, u"rotation"_s, 0, -180, 180);
    if (isStroke(shape.type) || isConnector(shape.type))
        shape.points = std::make_shared<const Points>(pointsFromText(object[u"points"_s].toString()));
    shape.text = object[u"text"_s].toString().left(maxText);
    shape.image = name(object, u"image"_s);
    shape.style = readStyle(object);
    shape.z = object[u"z"_s].toString();
    shape.by = name(object, u"by"_s);
    shape.frame = ShapeId(name(object, u"frame"_s));
    constexpr qsizetype mostGroups = 16;
    const QJsonArray groups = object[u"groups"_s].toArray();
    for (qsizetype i = 0; i < std::min(groups.size(), mostGroups); ++i)
        shape.groups.append(groups[i].toString().left(longestName));
    shape.locked = object[u"locked"_s].toBool();
    if (isConnector(shape.type)) {
        shape.start = bindingFromJson(object[u"start"_s].toObject());
        shape.end = bindingFromJson(object[u"end"_s].toObject());
    }
    return shape;
}

} // namespace coterie::board
