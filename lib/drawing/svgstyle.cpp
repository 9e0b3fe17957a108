#include "drawing/svgstyle.h"

#include "drawing/csscolour.h"
#include "drawing/svgvalues.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::drawing::svg {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostRules = 2000;

/// Gradients and patterns are shown in one colour.
QString paintOf(QStringView value, const QString &inherited, const QString &current)
{
    if (value.startsWith("url("_L1))
        return u"#8a8277"_s;
    if (value == "currentColor"_L1)
        return current;
    return boardColour(value).value_or(inherited);
}

double part(QStringView value, double otherwise)
{
    const auto number = length(value, 1);
    return number ? std::clamp(*number, 0.0, 1.0) : otherwise;
}

void setFont(LookOf &look, QStringView value)
{
    if (const auto size = length(value, look.fontSize))
        look.fontSize = std::clamp(*size, 1.0, 1000.0);
}

using Setter = void (*)(LookOf &, QStringView);
struct Property {
    QStringView name;
    Setter set;
};
constexpr std::array properties {
    Property {u"fill", [](LookOf &look, QStringView v) { look.fill = paintOf(v, look.fill, look.colour); }},
    Property {u"stroke", [](LookOf &look, QStringView v) { look.stroke = paintOf(v, look.stroke, look.colour); }},
    Property {u"fill-opacity", [](LookOf &look, QStringView v) { look.fillOpacity = part(v, look.fillOpacity); }},
    Property {u"stroke-opacity", [](LookOf &look, QStringView v) { look.strokeOpacity = part(v, look.strokeOpacity); }},
    Property {u"opacity", [](LookOf &look, QStringView v) { look.opacity *= part(v, 1); }},
    Property {u"stroke-width",
        [](LookOf &look, QStringView v) {
            look.strokeWidth = std::clamp(length(v, 100).value_or(look.strokeWidth), 0.0, 1000.0);
        }},
    Property {u"stroke-dasharray", [](LookOf &look, QStringView v) { look.dashes = numbers(v, 8); }},
    Property {u"font-size", setFont},
    Property {u"text-anchor", [](LookOf &look, QStringView v) { look.anchor = v.toString(); }},
    Property {u"marker-start", [](LookOf &look, QStringView v) { look.hasStartMarker = v.startsWith("url("_L1); }},
    Property {u"marker-end", [](LookOf &look, QStringView v) { look.hasEndMarker = v.startsWith("url("_L1); }},
    Property {u"display", [](LookOf &look, QStringView v) { look.isVisible = look.isVisible && v != "none"_L1; }},
    Property {u"visibility", [](LookOf &look, QStringView v) { look.isVisible = look.isVisible && v != "hidden"_L1; }},
};

void set(LookOf &look, QStringView name, QStringView value)
{
    const auto it = std::ranges::find(properties, name, &Property::name);
    value = value.trimmed();
    if (it != properties.end() && !value.isEmpty() && value != "inherit"_L1)
        it->set(look, value);
}

void setAll(LookOf &look, QStringView declarations)
{
    for (const QStringView declaration : declarations.split(u';')) {
        const qsizetype colon = declaration.indexOf(u':');
        if (colon > 0)
            set(look, declaration.first(colon).trimmed(), declaration.sliced(colon + 1));
    }
}

} // namespace

void StyleSheet::add(QStringView css)
{
    qsizetype at = 0;
    while (m_rules.size() < mostRules) {
        const qsizetype open = css.indexOf(u'{', at);
        const qsizetype close = open < 0 ? -1 : css.indexOf(u'}', open);
        if (close < 0)
            return;
        const QStringView declarations = css.sliced(open + 1, close - open - 1);
        for (const QStringView selector : css.sliced(at, open - at).split(u',')) {
            const QString name = selector.trimmed().toString();
            if (!name.isEmpty() && !name.contains(u' '))
                m_rules[name] += declarations.toString() + u';';
        }
        at = close + 1;
    }
}

LookOf StyleSheet::apply(const LookOf &inherited, QStringView element, const QXmlStreamAttributes &attributes) const
{
    LookOf look = inherited;
    if (const auto colour = boardColour(attributes.value("color"_L1)))
        look.colour = *colour;
    for (const QXmlStreamAttribute &attribute : attributes)
        set(look, attribute.name(), attribute.value());
    setAll(look, m_rules.value(element.toString()));
    for (const QStringView name : attributes.value("class"_L1).split(u' ', Qt::SkipEmptyParts))
        setAll(look, m_rules.value(u'.' + name.toString()));
    setAll(look, attributes.value("style"_L1));
    return look;
}

} // namespace coterie::drawing::svg
