#include "board/shapeproperties.h"

#include "board/boardcodec.h"
#include "board/transform.h"
#include "board/utf16.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>
#include <unordered_set>

namespace coterie::board {

namespace {

constexpr double StepsPerPlace = 1024; // of u and v
constexpr qsizetype LongestZ = 1000;
constexpr qsizetype MostGroups = 32;
constexpr double MostWidth = 1000;
constexpr double MostFontSize = 2000;

struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::u16string_view text) const { return std::hash<std::u16string_view>()(text); }
    std::size_t operator()(const QString &text) const { return (*this)(viewOf(text)); }
};
struct NameEqual {
    using is_transparent = void;
    bool operator()(const QString &a, const QString &b) const { return a == b; }
    bool operator()(std::u16string_view a, const QString &b) const { return a == viewOf(b); }
};

} // namespace

std::optional<double> numberOf(const crdt::Any &value)
{
    if (const double *number = value.number(); number && std::isfinite(*number))
        return *number;
    if (const crdt::Any::BigInt *number = value.bigInt())
        return static_cast<double>(number->value);
    return {};
}

double number(const crdt::Any &value, double least, double most, double otherwise)
{
    return std::clamp(numberOf(value).value_or(otherwise), least, most);
}

QString sharedName(const crdt::Any &value, qsizetype longest)
{
    constexpr std::size_t MostKept = 500;
    thread_local std::unordered_set<QString, NameHash, NameEqual> known;
    const std::u16string *text = value.string();
    if (!text || std::ssize(*text) > longest)
        return {};
    if (const auto found = known.find(std::u16string_view(*text)); found != known.end())
        return *found;
    if (known.size() >= MostKept)
        known.clear();
    return *known.insert(toQString(*text)).first;
}

crdt::Any textValue(const QString &text)
{
    return crdt::Any(viewOf(text));
}

namespace {

/// A string that is short enough; empty if it is not.
QString name(const crdt::Any &value, qsizetype longest = LongestName)
{
    const std::u16string *text = value.string();
    return text && std::ssize(*text) <= longest ? toQString(*text) : QString();
}

ShapeId idOf(const crdt::Any &value)
{
    const QString id = name(value);
    return isShapeId(id) ? ShapeId(id) : ShapeId();
}

QString colour(const crdt::Any &value, const QString &otherwise)
{
    const QString given = sharedName(value);
    return given.isEmpty() ? otherwise : given;
}

std::optional<Binding> readBinding(const crdt::Any &value)
{
    const crdt::Any *shape = value.member(u"shape");
    const ShapeId id = shape ? idOf(*shape) : ShapeId();
    if (id.isEmpty())
        return {};
    const auto place = [&value](std::u16string_view key) {
        const crdt::Any *given = value.member(key);
        return given ? number(*given, 0, 1, 0.5) : 0.5;
    };
    return Binding {id, place(u"u"), place(u"v")};
}

crdt::Any bindingValue(const Binding &binding)
{
    return crdt::Any::Object {{u"shape", crdt::Any(viewOf(binding.shape.value()))},
        {u"u", std::round(binding.u * StepsPerPlace) / StepsPerPlace},
        {u"v", std::round(binding.v * StepsPerPlace) / StepsPerPlace}};
}

QStringList readGroups(const crdt::Any &value)
{
    QStringList groups;
    const crdt::Any::Array *names = value.array();
    for (std::size_t i = 0; names && i < names->size() && groups.size() < MostGroups; ++i) {
        const QString group = name((*names)[i]);
        if (!group.isEmpty() && !groups.contains(group))
            groups.append(group);
    }
    return groups;
}

crdt::Any groupsValue(const QStringList &groups)
{
    crdt::Any::Array names;
    for (const QString &group : groups)
        names.emplace_back(viewOf(group));
    return names;
}

template <typename Enum>
crdt::Any enumValue(Enum value, Enum otherwise)
{
    return value == otherwise ? crdt::Any() : textValue(toWire(value));
}

crdt::Any numberUnless(double value, double otherwise)
{
    return value == otherwise ? crdt::Any() : crdt::Any(value);
}

crdt::Any textUnlessEmpty(const QString &text)
{
    return text.isEmpty() ? crdt::Any() : textValue(text);
}

} // namespace

const std::array<Property, 20> &properties()
{
    using A = crdt::Any;
    static const Style Default;
    static const std::array<Property, 20> List {{
        {u"rotation",
            [](const A &v, Shape &s) { s.rotation = normalisedAngle(number(v, -maxCoordinate, maxCoordinate, 0)); },
            [](const Shape &s) { return A(rounded(s.rotation)); }, true},
        {u"stroke", [](const A &v, Shape &s) { s.style.stroke = colour(v, Default.stroke); },
            [](const Shape &s) { return textValue(s.style.stroke); }, true},
        {u"fill", [](const A &v, Shape &s) { s.style.fill = colour(v, Default.fill); },
            [](const Shape &s) { return textValue(s.style.fill); }, true},
        {u"width", [](const A &v, Shape &s) { s.style.width = number(v, 0, MostWidth, Default.width); },
            [](const Shape &s) { return A(s.style.width); }, true},
        {u"z", [](const A &v, Shape &s) { s.z = name(v, LongestZ); }, [](const Shape &s) { return textValue(s.z); },
            true},
        {u"by", [](const A &v, Shape &s) { s.by = sharedName(v, 2 * LongestName); },
            [](const Shape &s) { return textValue(s.by); }, true},
        {u"page", [](const A &v, Shape &s) { s.page = PageId(sharedName(v)); },
            [](const Shape &s) { return textUnlessEmpty(s.page.value()); }},
        {u"dash", [](const A &v, Shape &s) { s.style.dash = dashFromWire(name(v)); },
            [](const Shape &s) { return enumValue(s.style.dash, Default.dash); }},
        {u"opacity", [](const A &v, Shape &s) { s.style.opacity = number(v, 0, 1, Default.opacity); },
            [](const Shape &s) { return numberUnless(s.style.opacity, Default.opacity); }},
        {u"fontSize", [](const A &v, Shape &s) { s.style.fontSize = number(v, 1, MostFontSize, Default.fontSize); },
            [](const Shape &s) { return numberUnless(s.style.fontSize, Default.fontSize); }},
        {u"align", [](const A &v, Shape &s) { s.style.align = alignFromWire(name(v)); },
            [](const Shape &s) { return enumValue(s.style.align, Default.align); }},
        {u"startHead", [](const A &v, Shape &s) { s.style.startHead = headFromWire(name(v)); },
            [](const Shape &s) { return enumValue(s.style.startHead, Default.startHead); }},
        {u"endHead", [](const A &v, Shape &s) { s.style.endHead = headFromWire(name(v)); },
            [](const Shape &s) { return enumValue(s.style.endHead, Default.endHead); }},
        {u"route", [](const A &v, Shape &s) { s.style.route = routeFromWire(name(v)); },
            [](const Shape &s) { return enumValue(s.style.route, Default.route); }},
        {u"image", [](const A &v, Shape &s) { s.image = name(v); },
            [](const Shape &s) { return textUnlessEmpty(s.image); }},
        {u"frame",
            [](const A &v, Shape &s) {
                const ShapeId frame = idOf(v);
                s.frame = frame == s.id ? ShapeId() : frame;
            },
            [](const Shape &s) { return textUnlessEmpty(s.frame.value()); }},
        {u"groups", [](const A &v, Shape &s) { s.groups = readGroups(v); },
            [](const Shape &s) { return s.groups.isEmpty() ? A() : groupsValue(s.groups); }},
        {u"locked", [](const A &v, Shape &s) { s.locked = v.boolean() && *v.boolean(); },
            [](const Shape &s) { return s.locked ? A(true) : A(); }},
        {u"start", [](const A &v, Shape &s) { s.start = readBinding(v); },
            [](const Shape &s) { return s.start ? bindingValue(*s.start) : A(); }},
        {u"end", [](const A &v, Shape &s) { s.end = readBinding(v); },
            [](const Shape &s) { return s.end ? bindingValue(*s.end) : A(); }},
    }};
    return List;
}

const Property *propertyNamed(std::u16string_view key)
{
    static const auto ByKey = [] {
        std::unordered_map<std::u16string_view, const Property *> byKey;
        for (const Property &property : properties())
            byKey.emplace(property.key, &property);
        return byKey;
    }();
    const auto known = ByKey.find(key);
    return known == ByKey.end() ? nullptr : known->second;
}

} // namespace coterie::board
