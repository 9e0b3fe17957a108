#include "board/arrange.h"
#include "board/hittest.h"
#include "board/outline.h"
#include "boardcanvas.h"
#include "boxgesture.h"
#include "canvasparts.h"
#include "collab/sharedboard.h"

#include <QRandomGenerator>

#include <algorithm>

using namespace Qt::StringLiterals;

/// What menus, toolbars and keys do to the tool and the selection.
namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr double CopyStep = 16; // board units, of a duplicate

} // namespace

void BoardCanvas::undo()
{
    cancelGesture();
    finishEditing();
    if (board())
        board()->undo();
}

void BoardCanvas::redo()
{
    cancelGesture();
    finishEditing();
    if (board())
        board()->redo();
}

// The tool.

QString BoardCanvas::tool() const
{
    return toName(m_parts->tool);
}

void BoardCanvas::setTool(const QString &tool)
{
    if (const auto wanted = toolNamed(tool))
        setCanvasTool(*wanted);
}

void BoardCanvas::setCanvasTool(CanvasTool tool)
{
    if (tool == CanvasTool::Image) { // no tool to stay with: a picture is chosen, and there it is
        if (!isReadOnly())
            Q_EMIT imageRequested();
        return;
    }
    if (tool == m_parts->tool)
        return;
    cancelGesture();
    finishEditing();
    m_parts->tool = tool;
    m_parts->hovered = {};
    if (m_parts->presence)
        m_parts->presence->setTool(toName(tool));
    updateCursor(m_parts->last);
    chromeTouched();
    Q_EMIT toolChanged();
    Q_EMIT styleChanged();
    Q_EMIT habitsChanged();
}

void BoardCanvas::toolUsed()
{
    if (!m_parts->toolLocked && !staysByItself(m_parts->tool))
        setCanvasTool(CanvasTool::Select);
}

bool BoardCanvas::isToolLocked() const
{
    return m_parts->toolLocked;
}

void BoardCanvas::setToolLocked(bool locked)
{
    if (std::exchange(m_parts->toolLocked, locked) == locked)
        return;
    Q_EMIT toolLockedChanged();
    Q_EMIT habitsChanged();
}

QString BoardCanvas::eraserMode() const
{
    return m_parts->bench.eraserMode == EraserMode::Whole ? u"whole"_s : u"parts"_s;
}

void BoardCanvas::setEraserMode(const QString &mode)
{
    const EraserMode wanted = mode == "parts"_L1 ? EraserMode::Parts : EraserMode::Whole;
    if (std::exchange(m_parts->bench.eraserMode, wanted) == wanted)
        return;
    Q_EMIT styleChanged();
    Q_EMIT habitsChanged();
}

bool BoardCanvas::snapsToGrid() const
{
    return m_parts->bench.snapsToGrid;
}

void BoardCanvas::setSnapToGrid(bool snap)
{
    if (std::exchange(m_parts->bench.snapsToGrid, snap) == snap)
        return;
    Q_EMIT snapChanged();
    Q_EMIT habitsChanged();
}

bool BoardCanvas::snapsToShapes() const
{
    return m_parts->bench.snapsToShapes;
}

void BoardCanvas::setSnapToShapes(bool snap)
{
    if (std::exchange(m_parts->bench.snapsToShapes, snap) == snap)
        return;
    Q_EMIT snapChanged();
    Q_EMIT habitsChanged();
}

// The selection.

void BoardCanvas::selectAll()
{
    QSet<ShapeId> ids;
    for (const ShapePtr &shape : m_parts->bench.scene().onPage(pageId())) {
        if (!shape->locked)
            ids.insert(shape->id);
    }
    m_parts->bench.select(ids);
}

void BoardCanvas::selectNone()
{
    m_parts->bench.select({});
}

void BoardCanvas::nextShape()
{
    (void)stepSelection(1);
}

void BoardCanvas::previousShape()
{
    (void)stepSelection(-1);
}

void BoardCanvas::remove()
{
    if (isReadOnly())
        return;
    cancelGesture();
    finishEditing();
    QList<ShapeId> ids;
    for (const ShapePtr &shape : m_parts->bench.selection.moving()) // what lies in a frame goes with it
        ids.push_back(shape->id);
    board()->remove(ids);
}

void BoardCanvas::duplicate()
{
    if (isReadOnly())
        return;
    QList<Shape> shapes;
    for (const ShapePtr &shape : m_parts->bench.selection.moving())
        shapes.push_back(*shape);
    shapes = board::copied(shapes);
    for (Shape &shape : shapes) {
        shape.x += CopyStep;
        shape.y += CopyStep;
    }
    const QList<ShapeId> ids = board()->add(shapes);
    m_parts->bench.select({ids.cbegin(), ids.cend()});
}

void BoardCanvas::change(const QList<Shape> &shapes)
{
    if (!isReadOnly() && !shapes.isEmpty())
        board()->update(shapes);
}

void BoardCanvas::group()
{
    if (!canGroup())
        return;
    const BoardSelection &selection = m_parts->bench.selection;
    change(board::grouped(selection.unlocked(), board::newShapeId().value(), selection.within()));
}

void BoardCanvas::ungroup()
{
    const BoardSelection &selection = m_parts->bench.selection;
    change(board::ungrouped(selection.unlocked(), selection.within()));
}

void BoardCanvas::setLocked(bool locked)
{
    QList<Shape> changed;
    for (const ShapePtr &shape : m_parts->bench.selection.shapes()) {
        changed.push_back(*shape);
        changed.back().locked = locked;
    }
    change(changed);
}

void BoardCanvas::lock()
{
    setLocked(true);
}

void BoardCanvas::unlock()
{
    setLocked(false);
}

void BoardCanvas::reorder(board::Layer layer)
{
    const QSet<ShapeId> &ids = m_parts->bench.selection.ids();
    change(board::reordered(
        m_parts->bench.scene(), pageId(), {ids.cbegin(), ids.cend()}, layer, QRandomGenerator::global()->generate()));
}

void BoardCanvas::toFront()
{
    reorder(board::Layer::Front);
}

void BoardCanvas::toBack()
{
    reorder(board::Layer::Back);
}

void BoardCanvas::forward()
{
    reorder(board::Layer::Forward);
}

void BoardCanvas::backward()
{
    reorder(board::Layer::Backward);
}

void BoardCanvas::alignTo(const QString &edge)
{
    static const QHash<QString, board::Side> sides {{u"left"_s, board::Side::Left}, {u"centre"_s, board::Side::Centre},
        {u"right"_s, board::Side::Right}, {u"top"_s, board::Side::Top}, {u"middle"_s, board::Side::Middle},
        {u"bottom"_s, board::Side::Bottom}};
    const auto side = sides.constFind(edge);
    const BoardSelection &selection = m_parts->bench.selection;
    if (side != sides.cend())
        change(board::aligned(board::unitsOf(selection.moving(), selection.within()), *side));
}

void BoardCanvas::distribute(const QString &axis)
{
    const BoardSelection &selection = m_parts->bench.selection;
    change(board::distributed(board::unitsOf(selection.moving(), selection.within()),
        axis == "vertical"_L1 ? board::Axis::Vertical : board::Axis::Horizontal));
}

void BoardCanvas::flip(const QString &axis)
{
    change(board::flipped(
        m_parts->bench.selection.moving(), axis == "vertical"_L1 ? board::Axis::Vertical : board::Axis::Horizontal));
}

void BoardCanvas::nudge(qreal dx, qreal dy)
{
    change(board::moved(m_parts->bench.selection.moving(), {dx, dy}));
    const QList<ShapePtr> shapes = m_parts->bench.selection.shapes();
    if (!shapes.isEmpty())
        reveal(board::turnedBounds(shapes));
}

// New shapes without a pointer.

void BoardCanvas::insertNote()
{
    insertShape(u"note"_s);
}

void BoardCanvas::insertShape(const QString &type)
{
    const auto tool = toolNamed(type);
    const auto shapeType = tool ? shapeTypeOf(*tool) : std::nullopt;
    if (!shapeType || isReadOnly() || board::isStroke(*shapeType))
        return;
    if (*shapeType == board::ShapeType::Image) {
        Q_EMIT imageRequested();
        return;
    }
    Workbench &bench = m_parts->bench;
    const QPointF middle = visibleArea().center();
    const QList<ShapePtr> selected = bench.selection.shapes();
    toolUsed();
    if (!board::isConnector(*shapeType)) {
        BoxGesture::place(bench, BoxGesture::usual(bench, *shapeType, middle));
        return;
    }
    Shape connector = bench.blank(*shapeType);
    board::setPointsOnBoard(
        connector, {{float(middle.x() - 60), float(middle.y())}, {float(middle.x() + 60), float(middle.y())}});
    // Between two shapes that are selected it holds on to both.
    if (selected.size() == 2 && board::canBeHeld(*selected[0]) && board::canBeHeld(*selected[1])) {
        const QList<ShapePtr> order = board::inReadingOrder(selected);
        connector.start = board::Binding {.shape = order[0]->id};
        connector.end = board::Binding {.shape = order[1]->id};
        connector = board::withEndsInPlace(connector, order[0].get(), order[1].get());
    }
    const QList<ShapeId> ids = board()->add({connector});
    bench.select({ids.cbegin(), ids.cend()});
}

} // namespace coterie::boardview
