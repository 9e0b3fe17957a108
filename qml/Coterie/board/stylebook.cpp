#include "stylebook.h"

#include "board/boardcodec.h"
#include "board/shapejson.h"

using namespace Qt::StringLiterals;

namespace coterie::boardview {

using board::ShapeType;
using board::Style;

StyleBook::StyleBook()
{
    Style &highlighter = m_styles[kindOf(ShapeType::Highlighter)];
    highlighter.stroke = u"yellow"_s;
    highlighter.width = 18;
    m_styles[kindOf(ShapeType::Pen)].width = 3;
    Style &note = m_styles[kindOf(ShapeType::Note)];
    note.fill = u"yellow"_s;
    note.align = board::Align::Left;
    Style &text = m_styles[kindOf(ShapeType::Text)];
    text.align = board::Align::Left;
    text.fontSize = 20;
    m_styles[kindOf(ShapeType::Arrow)].endHead = board::Head::Arrow;
}

namespace {

/// One of each kind, whose name stands for it.
constexpr std::array OneOfEach {
    ShapeType::Pen, ShapeType::Highlighter, ShapeType::Arrow, ShapeType::Text, ShapeType::Note, ShapeType::Rectangle};

} // namespace

QJsonObject StyleBook::toJson() const
{
    QJsonObject kept;
    for (const ShapeType type : OneOfEach) {
        kept.insert(board::toWire(type), board::toJson(of(type)));
    }
    return kept;
}

void StyleBook::read(const QJsonObject &kept)
{
    for (const ShapeType type : OneOfEach) {
        if (const QJsonValue style = kept[board::toWire(type)]; style.isObject())
            m_styles[kindOf(type)] = board::styleFromJson(style.toObject());
    }
}

std::size_t StyleBook::kindOf(ShapeType type)
{
    switch (type) {
    case ShapeType::Pen: return 0;
    case ShapeType::Highlighter: return 1;
    case ShapeType::Line:
    case ShapeType::Arrow: return 2;
    case ShapeType::Text: return 3;
    case ShapeType::Note: return 4;
    case ShapeType::Rectangle:
    case ShapeType::Ellipse:
    case ShapeType::Diamond:
    case ShapeType::Image:
    case ShapeType::Frame:
    case ShapeType::Unknown: break;
    }
    return 5;
}

void StyleBook::remember(ShapeType type, StyleKey key, const Style &style)
{
    copyStyle(key, style, m_styles[kindOf(type)]);
}

bool StyleBook::offers(ShapeType type, StyleKey key)
{
    const bool isBox = type == ShapeType::Rectangle || type == ShapeType::Ellipse || type == ShapeType::Diamond;
    const bool isText = type == ShapeType::Text || type == ShapeType::Note || isBox;
    switch (key) {
    case StyleKey::Stroke: return type != ShapeType::Image && type != ShapeType::Frame;
    case StyleKey::Fill: return isBox || type == ShapeType::Note;
    case StyleKey::Width: return isBox || board::isStroke(type) || board::isConnector(type);
    case StyleKey::Dash: return isBox || board::isConnector(type);
    case StyleKey::Opacity: return true;
    case StyleKey::FontSize:
    case StyleKey::Align: return isText;
    case StyleKey::StartHead:
    case StyleKey::EndHead:
    case StyleKey::Route: return board::isConnector(type);
    }
    return false;
}

const QList<StyleKey> &allStyleKeys()
{
    static const QList<StyleKey> keys {StyleKey::Stroke, StyleKey::Fill, StyleKey::Width, StyleKey::Dash,
        StyleKey::Opacity, StyleKey::FontSize, StyleKey::Align, StyleKey::StartHead, StyleKey::EndHead,
        StyleKey::Route};
    return keys;
}

QString propertyName(StyleKey key)
{
    switch (key) {
    case StyleKey::Stroke: return u"strokeColour"_s;
    case StyleKey::Fill: return u"fillColour"_s;
    case StyleKey::Width: return u"strokeWidth"_s;
    case StyleKey::Dash: return u"dash"_s;
    case StyleKey::Opacity: return u"shapeOpacity"_s;
    case StyleKey::FontSize: return u"fontSize"_s;
    case StyleKey::Align: return u"align"_s;
    case StyleKey::StartHead: return u"startHead"_s;
    case StyleKey::EndHead: return u"endHead"_s;
    case StyleKey::Route: return u"route"_s;
    }
    return {};
}

void copyStyle(StyleKey key, const Style &from, Style &to)
{
    switch (key) {
    case StyleKey::Stroke: to.stroke = from.stroke; break;
    case StyleKey::Fill: to.fill = from.fill; break;
    case StyleKey::Width: to.width = from.width; break;
    case StyleKey::Dash: to.dash = from.dash; break;
    case StyleKey::Opacity: to.opacity = from.opacity; break;
    case StyleKey::FontSize: to.fontSize = from.fontSize; break;
    case StyleKey::Align: to.align = from.align; break;
    case StyleKey::StartHead: to.startHead = from.startHead; break;
    case StyleKey::EndHead: to.endHead = from.endHead; break;
    case StyleKey::Route: to.route = from.route; break;
    }
}

bool isSame(StyleKey key, const Style &a, const Style &b)
{
    Style copy = a;
    copyStyle(key, b, copy);
    return copy == a;
}

} // namespace coterie::boardview
