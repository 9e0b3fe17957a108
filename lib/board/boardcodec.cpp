#include "board/boardcodec.h"

#include "board/points.h"
#include "board/shapeproperties.h"
#include "board/transform.h"
#include "board/utf16.h"
#include "crdt/textdiff.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::board {

namespace {

constexpr double StepsPerUnit = 64; // a float holds these exactly up to 262,144 units, and is 5 bytes on the wire

/// What stands there as a plain value, a shared type as its content.
crdt::Any plain(const crdt::Value &value)
{
    if (const auto *any = std::get_if<crdt::Any>(&value))
        return *any;
    const auto *type = std::get_if<crdt::SharedType>(&value);
    return type ? type->toJson() : crdt::Any();
}

QString textOf(const crdt::Value &value)
{
    const auto *type = std::get_if<crdt::SharedType>(&value);
    if (type && (type->kind() == crdt::TypeKind::Text || type->kind() == crdt::TypeKind::XmlText))
        return toQString(crdt::Text(*type).toString()).left(maxText);
    const auto *any = std::get_if<crdt::Any>(&value);
    const std::u16string *text = any ? any->string() : nullptr;
    return text ? toQString(*text).left(maxText) : QString();
}

float coordinate(const crdt::Any *value)
{
    return static_cast<float>(value ? number(*value, -maxCoordinate, maxCoordinate, 0) : 0);
}

float pressure(const crdt::Any *value)
{
    return static_cast<float>(value ? number(*value, 0, 1, 0.5) : 0.5);
}

/// Points that another program wrote as an array: x, y, x, y … or [x, y] or [x, y, pressure] or {x, y, pressure}.
Points pointsFromArray(const crdt::Any::Array &values)
{
    Points points;
    for (std::size_t i = 0; i < values.size() && std::ssize(points) < maxPoints; ++i) {
        const crdt::Any &value = values[i];
        if (const auto *pair = value.array(); pair && pair->size() >= 2) {
            points.push_back(
                {coordinate(&(*pair)[0]), coordinate(&(*pair)[1]), pressure(pair->size() > 2 ? &(*pair)[2] : nullptr)});
        } else if (value.object()) {
            points.push_back(
                {coordinate(value.member(u"x")), coordinate(value.member(u"y")), pressure(value.member(u"pressure"))});
        } else if (numberOf(value) && i + 1 < values.size()) {
            points.push_back({coordinate(&value), coordinate(&values[i + 1]), 0.5F});
            ++i;
        }
    }
    return points;
}

PointsPtr readPoints(const crdt::Value &value)
{
    const auto *any = std::get_if<crdt::Any>(&value);
    const auto *type = std::get_if<crdt::SharedType>(&value);
    Points points;
    if (const std::u16string *text = any ? any->string() : nullptr)
        points = pointsFromText(*text);
    else if (type && type->kind() == crdt::TypeKind::Text)
        points = pointsFromText(crdt::Text(*type).toString());
    else if (const crdt::Any array = plain(value); array.array())
        points = pointsFromArray(*array.array());
    return points.empty() ? nullptr : std::make_shared<const Points>(std::move(points));
}

crdt::Value entry(const crdt::Map &map, std::u16string_view key)
{
    return map.get(key).value_or(crdt::Any());
}

bool readType(const crdt::Any &value, Shape &shape)
{
    const QString type = sharedName(value);
    shape.type = shapeTypeFromWire(type);
    shape.typeName = shape.type == ShapeType::Unknown ? type : QString();
    return !type.isEmpty();
}

/// The box as it is written, which depends on the points of what is being drawn.
struct Box {
    double x = 0;
    double y = 0;
    double w = 0;
    double h = 0;

    void read(std::u16string_view key, const crdt::Any &value)
    {
        if (key.size() != 1)
            return;
        double *side = key == u"x" ? &x : key == u"y" ? &y : key == u"w" ? &w : key == u"h" ? &h : nullptr;
        if (side)
            *side = number(value, -maxCoordinate, maxCoordinate, 0);
    }
    void putInto(Shape &shape) const
    {
        shape.x = x;
        shape.y = y;
        shape.w = w;
        shape.h = h;
        if (w == 0 && h == 0 && shape.points) {
            const QRectF own = boundsOf(*shape.points);
            shape.x += own.left();
            shape.y += own.top();
            shape.w = own.width();
            shape.h = own.height();
        }
        if (shape.w < 0)
            shape.x += std::exchange(shape.w, -shape.w);
        if (shape.h < 0)
            shape.y += std::exchange(shape.h, -shape.h);
    }
};

bool hasPoints(ShapeType type)
{
    return isStroke(type) || isConnector(type);
}

void writePair(crdt::Map &map, std::u16string_view first, double a, std::u16string_view second, double b)
{
    (void)map.set(first, rounded(a)); // a map of the document: alive
    (void)map.set(second, rounded(b));
}

QString typeNameOf(const Shape &shape)
{
    return shape.type == ShapeType::Unknown ? shape.typeName : toWire(shape.type);
}

QString pointsText(const Shape &shape)
{
    if (!shape.points || !hasPoints(shape.type))
        return {};
    Points points(
        shape.points->begin(), shape.points->begin() + std::min<qsizetype>(std::ssize(*shape.points), maxPoints));
    const Point first = points.front();
    for (Point &point : points) { // counted from the first: shorter
        point.x -= first.x;
        point.y -= first.y;
    }
    return PointWriter().write(points);
}

} // namespace

bool isShapeId(QStringView id)
{
    const auto isAllowed = [](QChar letter) {
        const char16_t unit = letter.unicode();
        return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || (unit >= u'0' && unit <= u'9')
            || unit == u'_' || unit == u'-' || unit == u':' || unit == u'.';
    };
    return !id.isEmpty() && id.size() <= LongestName && std::ranges::all_of(id, isAllowed);
}

double rounded(double length)
{
    const double within = std::isfinite(length) ? std::clamp(length, -maxCoordinate, maxCoordinate) : 0;
    return std::round(within * StepsPerUnit) / StepsPerUnit;
}

std::optional<Shape> readShape(const crdt::Map &map, const ShapeId &id)
{
    Shape shape;
    shape.id = id;
    bool hasType = false;
    Box box;
    PointsPtr points;
    const auto readPlain = [&](std::u16string_view key, const crdt::Any &value) {
        if (const Property *property = propertyNamed(key))
            property->read(value, shape);
        else if (key == u"type")
            hasType = readType(value, shape);
        else
            box.read(key, value);
    };
    const auto readOther = [&](std::u16string_view key, const crdt::Value &value) {
        if (key == u"points")
            points = readPoints(value);
        else if (key == u"text")
            shape.text = textOf(value);
        else
            readPlain(key, plain(value));
    };
    map.forEach(
        [&](std::u16string_view key, const crdt::Any &value) {
            const bool isOther = key == u"points" || key == u"text";
            isOther ? readOther(key, value) : readPlain(key, value);
        },
        readOther);
    if (!hasType)
        return {};
    if (hasPoints(shape.type))
        shape.points = std::move(points);
    box.putInto(shape);
    return shape;
}

bool readProperties(const crdt::Map &map, const QSet<QString> &keys, Shape &shape)
{
    if (keys.contains(QStringLiteral("type"))) {
        auto anew = readShape(map, shape.id);
        if (anew)
            shape = std::move(*anew);
        return anew.has_value();
    }
    for (const QString &key : keys) {
        if (const Property *property = propertyNamed(viewOf(key)))
            property->read(plain(entry(map, property->key)), shape);
    }
    const bool hasNewPoints = keys.contains(QStringLiteral("points")) && hasPoints(shape.type);
    if (hasNewPoints)
        shape.points = readPoints(entry(map, u"points"));
    if (keys.contains(QStringLiteral("text")))
        shape.text = textOf(entry(map, u"text"));
    constexpr std::array<std::u16string_view, 4> Sides {u"x", u"y", u"w", u"h"};
    if (hasNewPoints || std::ranges::any_of(Sides, [&](auto side) { return keys.contains(toQString(side)); })) {
        Box box;
        for (const std::u16string_view side : Sides)
            box.read(side, plain(entry(map, side)));
        box.putInto(shape);
    }
    return true;
}

void writeShape(crdt::Map &map, const Shape &wanted, const Shape *present)
{
    // What cannot fail is not looked at: the map is alive and plain values are set.
    if (!present || wanted.type != present->type || wanted.typeName != present->typeName)
        (void)map.set(u"type", textValue(typeNameOf(wanted)));
    if (!present || wanted.x != present->x || wanted.y != present->y)
        writePair(map, u"x", wanted.x, u"y", wanted.y);
    if (!present || wanted.w != present->w || wanted.h != present->h)
        writePair(map, u"w", wanted.w, u"h", wanted.h);
    const bool samePoints = present
        && (wanted.points == present->points
            || (wanted.points && present->points && *wanted.points == *present->points));
    if (!samePoints)
        (void)map.set(u"points", textValue(pointsText(wanted)));
    if (!present)
        (void)map.setType(u"text", crdt::TypeKind::Text);
    if (present ? wanted.text != present->text : !wanted.text.isEmpty())
        writeText(map, wanted.text);
    for (const Property &property : properties()) {
        const crdt::Any value = property.value(wanted);
        const bool isDefault = value.isUndefined();
        if (!present ? isDefault : value == property.value(*present))
            continue;
        if (isDefault)
            (void)map.erase(property.key);
        else
            (void)map.set(property.key, value);
    }
}

namespace {

/// What is typed in a word leaves the letters around it alone, for somebody else may be typing there; only what differs
/// in several places is compared word by word.
void changeText(crdt::Text &text, std::u16string_view wanted)
{
    const std::u16string before = text.toString();
    std::u16string_view from = before;
    const auto isHalf = [](char16_t unit) { return (unit & 0xf800U) == 0xd800U; }; // of a surrogate pair
    std::uint32_t start = 0;
    while (!from.empty() && !wanted.empty() && from.front() == wanted.front() && !isHalf(from.front())) {
        from.remove_prefix(1);
        wanted.remove_prefix(1);
        ++start;
    }
    while (!from.empty() && !wanted.empty() && from.back() == wanted.back() && !isHalf(from.back())) {
        from.remove_suffix(1);
        wanted.remove_suffix(1);
    }
    crdt::Delta delta;
    if (start > 0)
        delta.push_back(
            {.kind = crdt::DeltaStep::Kind::Retain, .length = start, .text = {}, .values = {}, .attributes = {}});
    for (crdt::DeltaStep &step : crdt::diffText(from, wanted))
        delta.push_back(std::move(step));
    (void)text.applyDelta(delta); // it is within
}

} // namespace

const QStringList &constantKeys()
{
    static const QStringList Keys = [] {
        QStringList keys {QStringLiteral("type"), QStringLiteral("x"), QStringLiteral("y"), QStringLiteral("w"),
            QStringLiteral("h"), QStringLiteral("points"), QStringLiteral("text")};
        for (const Property &property : properties()) {
            if (property.isAlwaysThere)
                keys.append(toQString(property.key));
        }
        return keys;
    }();
    return Keys;
}

void writeProperty(crdt::Map &map, const QString &key, const Shape &shape)
{
    const std::u16string_view name = viewOf(key);
    for (const Property &property : properties()) {
        if (property.key == name && property.isAlwaysThere)
            (void)map.set(name, property.value(shape)); // alive
    }
    if (name == u"type")
        (void)map.set(name, textValue(typeNameOf(shape)));
    else if (name == u"x" || name == u"y")
        (void)map.set(name, rounded(name == u"x" ? shape.x : shape.y));
    else if (name == u"w" || name == u"h")
        (void)map.set(name, rounded(name == u"w" ? shape.w : shape.h));
    else if (name == u"points")
        (void)map.set(name, textValue(pointsText(shape)));
    else if (name == u"text")
        writeText(map, shape.text);
}

void writeText(crdt::Map &map, const QString &text)
{
    const QString wanted = text.left(maxText);
    const auto value = map.get(u"text");
    const auto *type = value ? std::get_if<crdt::SharedType>(&*value) : nullptr;
    if (type && type->kind() == crdt::TypeKind::Text) {
        crdt::Text present(*type);
        if (present.length() == present.toString().size()) { // nothing but letters
            changeText(present, viewOf(wanted));
            return;
        }
    }
    if (const auto made = map.setType(u"text", crdt::TypeKind::Text))
        (void)crdt::Text(*made).insert(0, viewOf(wanted));
}

crdt::Text growingPoints(crdt::Map &map)
{
    const auto made = map.setType(u"points", crdt::TypeKind::Text);
    return made ? crdt::Text(*made) : crdt::Text();
}

} // namespace coterie::board
