#include "boardcanvas.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"

#include <algorithm>
#include <cmath>

/// How the selection, and what comes next, looks.
namespace coterie::boardview {

using namespace Qt::StringLiterals;

using board::Shape;
using board::ShapePtr;
using board::ShapeType;
using board::Style;

namespace {

/// What one draws with, where no tool says it.
const QList<ShapeType> UsualTypes {ShapeType::Rectangle, ShapeType::Arrow, ShapeType::Pen, ShapeType::Text};

double bounded(double value, double low, double high)
{
    return std::isfinite(value) ? std::clamp(value, low, high) : low;
}

} // namespace

/// What a style is of: what is selected, unless a tool is about to draw something else.
QList<ShapePtr> BoardCanvas::styled() const
{
    return shapeTypeOf(m_parts->tool) ? QList<ShapePtr>() : m_parts->bench.selection.shapes();
}

QList<ShapePtr> BoardCanvas::styled(StyleKey key) const
{
    QList<ShapePtr> shapes = styled();
    shapes.removeIf([key](const ShapePtr &shape) { return !StyleBook::offers(shape->type, key); });
    return shapes;
}

/// The types that are drawn next: the tool's, or any.
QList<ShapeType> BoardCanvas::comingTypes() const
{
    const auto type = shapeTypeOf(m_parts->tool);
    return type ? QList {*type} : UsualTypes;
}

Style BoardCanvas::shownStyle(StyleKey key) const
{
    if (const QList<ShapePtr> shapes = styled(key); !shapes.isEmpty())
        return shapes.back()->style;
    const QList<ShapeType> types = comingTypes();
    const auto type = std::ranges::find_if(types, [key](ShapeType one) { return StyleBook::offers(one, key); });
    return m_parts->bench.styles.of(type == types.end() ? types.front() : *type);
}

void BoardCanvas::applyStyle(StyleKey key, const Style &style)
{
    const QList<ShapePtr> shapes = styled(key);
    QList<Shape> changed;
    for (const ShapePtr &shape : shapes) {
        m_parts->bench.styles.remember(shape->type, key, style);
        if (shape->locked || isSame(key, shape->style, style))
            continue;
        Shape restyled = *shape;
        copyStyle(key, style, restyled.style);
        if (key == StyleKey::FontSize)
            fitToText(restyled, *shape);
        changed.push_back(std::move(restyled));
    }
    if (styled().isEmpty()) {
        for (const ShapeType type : comingTypes()) {
            if (StyleBook::offers(type, key))
                m_parts->bench.styles.remember(type, key, style);
        }
    }
    change(changed);
    Q_EMIT styleChanged();
    Q_EMIT habitsChanged();
}

QString BoardCanvas::strokeColour() const
{
    return shownStyle(StyleKey::Stroke).stroke;
}

void BoardCanvas::setStrokeColour(const QString &colour)
{
    Style style;
    style.stroke = colour;
    applyStyle(StyleKey::Stroke, style);
}

QString BoardCanvas::fillColour() const
{
    return shownStyle(StyleKey::Fill).fill;
}

void BoardCanvas::setFillColour(const QString &colour)
{
    Style style;
    style.fill = colour;
    applyStyle(StyleKey::Fill, style);
}

double BoardCanvas::strokeWidth() const
{
    return shownStyle(StyleKey::Width).width;
}

void BoardCanvas::setStrokeWidth(double width)
{
    Style style;
    style.width = bounded(width, 0.5, 100);
    applyStyle(StyleKey::Width, style);
}

QString BoardCanvas::dash() const
{
    return board::toWire(shownStyle(StyleKey::Dash).dash);
}

void BoardCanvas::setDash(const QString &dash)
{
    Style style;
    style.dash = board::dashFromWire(dash);
    applyStyle(StyleKey::Dash, style);
}

double BoardCanvas::shapeOpacity() const
{
    return shownStyle(StyleKey::Opacity).opacity;
}

void BoardCanvas::setShapeOpacity(double opacity)
{
    Style style;
    style.opacity = bounded(opacity, 0.1, 1);
    applyStyle(StyleKey::Opacity, style);
}

double BoardCanvas::fontSize() const
{
    return shownStyle(StyleKey::FontSize).fontSize;
}

void BoardCanvas::setFontSize(double size)
{
    Style style;
    style.fontSize = bounded(size, 4, 800);
    applyStyle(StyleKey::FontSize, style);
}

QString BoardCanvas::align() const
{
    return board::toWire(shownStyle(StyleKey::Align).align);
}

void BoardCanvas::setAlign(const QString &align)
{
    Style style;
    style.align = board::alignFromWire(align);
    applyStyle(StyleKey::Align, style);
}

QString BoardCanvas::startHead() const
{
    return board::toWire(shownStyle(StyleKey::StartHead).startHead);
}

void BoardCanvas::setStartHead(const QString &head)
{
    Style style;
    style.startHead = board::headFromWire(head);
    applyStyle(StyleKey::StartHead, style);
}

QString BoardCanvas::endHead() const
{
    return board::toWire(shownStyle(StyleKey::EndHead).endHead);
}

void BoardCanvas::setEndHead(const QString &head)
{
    Style style;
    style.endHead = board::headFromWire(head);
    applyStyle(StyleKey::EndHead, style);
}

QString BoardCanvas::route() const
{
    return board::toWire(shownStyle(StyleKey::Route).route);
}

void BoardCanvas::setRoute(const QString &route)
{
    Style style;
    style.route = board::routeFromWire(route);
    applyStyle(StyleKey::Route, style);
}

QStringList BoardCanvas::styleMixed() const
{
    QStringList result;
    for (const StyleKey key : allStyleKeys()) {
        const QList<ShapePtr> shapes = styled(key);
        const auto differs = [&](const ShapePtr &shape) { return !isSame(key, shape->style, shapes.front()->style); };
        if (std::ranges::any_of(shapes, differs))
            result.push_back(propertyName(key));
    }
    return result;
}

QStringList BoardCanvas::styleOffered() const
{
    QList<ShapeType> types;
    for (const ShapePtr &shape : styled()) {
        if (!types.contains(shape->type))
            types.push_back(shape->type);
    }
    if (types.isEmpty()) {
        if (const auto type = shapeTypeOf(m_parts->tool))
            types.push_back(*type);
    }
    QStringList result;
    for (const StyleKey key : allStyleKeys()) {
        if (std::ranges::any_of(types, [key](ShapeType type) { return StyleBook::offers(type, key); }))
            result.push_back(propertyName(key));
    }
    return result;
}

QVariantMap BoardCanvas::habits() const
{
    const bool stays = m_parts->toolLocked || staysByItself(m_parts->tool);
    const bool isToShow = m_parts->tool == CanvasTool::Laser; // nobody points by the way
    return {{u"tool"_s, toName(stays && !isToShow ? m_parts->tool : CanvasTool::Select)},
        {u"toolLocked"_s, m_parts->toolLocked}, {u"eraser"_s, eraserMode()}, {u"snapToGrid"_s, snapsToGrid()},
        {u"snapToShapes"_s, snapsToShapes()}, {u"styles"_s, m_parts->bench.styles.toJson().toVariantMap()}};
}

void BoardCanvas::setHabits(const QVariantMap &kept)
{
    const QJsonObject habits = QJsonObject::fromVariantMap(kept);
    m_parts->bench.styles.read(habits[u"styles"_s].toObject());
    setEraserMode(habits[u"eraser"_s].toString(eraserMode()));
    setSnapToGrid(habits[u"snapToGrid"_s].toBool(snapsToGrid()));
    setSnapToShapes(habits[u"snapToShapes"_s].toBool(snapsToShapes()));
    setToolLocked(habits[u"toolLocked"_s].toBool(isToolLocked()));
    if (const auto tool = toolNamed(habits[u"tool"_s].toString()); tool && !isReadOnly() && tool != CanvasTool::Image)
        setCanvasTool(*tool);
    Q_EMIT styleChanged();
}

} // namespace coterie::boardview
