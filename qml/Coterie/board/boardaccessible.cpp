#include "boardaccessible.h"

#include "board/arrange.h"
#include "board/hittest.h"
#include "canvasparts.h"

#include <QQuickWindow>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;

namespace {

constexpr qsizetype LongestText = 120; // units of a shape's text in its name; the whole text is its value

QAccessibleInterface *made(const QString &className, QObject *object)
{
    auto *canvas = className == "coterie::boardview::BoardCanvas"_L1 ? qobject_cast<BoardCanvas *>(object) : nullptr;
    return canvas ? new BoardAccessible(canvas) : nullptr; // the cache of QAccessible owns it
}

QString typeNameOf(const board::Shape &shape)
{
    switch (shape.type) {
    case ShapeType::Pen: return BoardCanvas::tr("Drawing");
    case ShapeType::Highlighter: return BoardCanvas::tr("Highlight");
    case ShapeType::Line: return BoardCanvas::tr("Line");
    case ShapeType::Arrow: return BoardCanvas::tr("Arrow");
    case ShapeType::Rectangle: return BoardCanvas::tr("Rectangle");
    case ShapeType::Ellipse: return BoardCanvas::tr("Ellipse");
    case ShapeType::Diamond: return BoardCanvas::tr("Diamond");
    case ShapeType::Text: return BoardCanvas::tr("Text");
    case ShapeType::Note: return BoardCanvas::tr("Sticky note");
    case ShapeType::Image: return BoardCanvas::tr("Image");
    case ShapeType::Frame: return BoardCanvas::tr("Frame");
    case ShapeType::Unknown: break;
    }
    return BoardCanvas::tr("Shape of another program");
}

QString briefly(const board::Shape &shape)
{
    const QString words = shape.text.simplified().left(LongestText);
    return words.isEmpty() ? typeNameOf(shape) : BoardCanvas::tr("%1, “%2”").arg(typeNameOf(shape), words);
}

} // namespace

QString described(const board::Shape &shape)
{
    const QRectF place = board::turnedBounds(shape);
    QString result =
        BoardCanvas::tr("%1, at %2, %3").arg(briefly(shape)).arg(std::lround(place.x())).arg(std::lround(place.y()));
    if (shape.locked)
        result = BoardCanvas::tr("%1, locked").arg(result);
    return result;
}

// The board.

void BoardAccessible::install()
{
    static const bool installed = [] {
        QAccessible::installFactory(made);
        return true;
    }();
    Q_UNUSED(installed)
}

BoardAccessible::BoardAccessible(BoardCanvas *canvas) : QAccessibleObject(canvas)
{
    canvas->m_parts->accessible = this;
}

BoardAccessible::~BoardAccessible()
{
    if (object()) // null where it went first
        canvas().m_parts->accessible = nullptr;
    forget();
}

void BoardAccessible::forget()
{
    m_isOrdered = false;
    for (const QAccessible::Id id : std::exchange(m_children, {}))
        QAccessible::deleteAccessibleInterface(id);
}

void BoardAccessible::contentChanged(BoardCanvas &canvas)
{
    BoardAccessible *board = canvas.m_parts->accessible;
    if (!board)
        return;
    board->m_isOrdered = false;
    const board::Scene &scene = canvas.m_parts->bench.scene();
    const QList<ShapeId> known = board->m_children.keys();
    for (const ShapeId &id : known) {
        if (const ShapePtr shape = scene.find(id); !shape || shape->page != canvas.pageId())
            QAccessible::deleteAccessibleInterface(board->m_children.take(id));
    }
    QAccessibleEvent event(&canvas, QAccessible::ObjectReorder);
    QAccessible::updateAccessibility(&event);
}

void BoardAccessible::selectionChanged(BoardCanvas &canvas)
{
    BoardAccessible *board = canvas.m_parts->accessible;
    if (!board)
        return;
    QAccessibleEvent within(&canvas, QAccessible::SelectionWithin);
    QAccessible::updateAccessibility(&within);
    if (QAccessibleInterface *focused = board->focusChild()) {
        QAccessibleEvent event(focused, QAccessible::Focus);
        QAccessible::updateAccessibility(&event);
    }
}

void BoardAccessible::announce(BoardCanvas &canvas, const collab::BoardChange &change)
{
    const Workbench &bench = canvas.m_parts->bench;
    if (BoardAccessible *board = canvas.m_parts->accessible; board && !change.changed.isEmpty())
        board->m_isOrdered = false; // what moved is read elsewhere
    const auto first = [&](const QSet<ShapeId> &ids, bool selectedOnly) -> ShapePtr {
        for (const ShapeId &id : ids) {
            const ShapePtr shape = bench.scene().find(id);
            const bool near = shape && shape->page == canvas.pageId()
                && canvas.visibleArea().intersects(board::turnedBounds(*shape).adjusted(-1, -1, 1, 1));
            if (near && (!selectedOnly || bench.selection.contains(id)))
                return shape;
        }
        return nullptr;
    };
    if (const ShapePtr mine = first(change.changed, true))
        Q_EMIT canvas.announcement(
            BoardCanvas::tr("%1 changed what you have selected: %2").arg(canvas.writerOf(mine->id), described(*mine)));
    else if (const ShapePtr added = first(change.added, false))
        Q_EMIT canvas.announcement(BoardCanvas::tr("%1 added: %2").arg(canvas.writerOf(added->id), described(*added)));
    else if (const ShapePtr changed = first(change.changed, false))
        Q_EMIT canvas.announcement(
            BoardCanvas::tr("%1 changed: %2").arg(canvas.writerOf(changed->id), described(*changed)));
    else if (!change.removed.isEmpty())
        Q_EMIT canvas.announcement(BoardCanvas::tr("%1 deleted %n shape(s).", nullptr, int(change.removed.size()))
                                       .arg(canvas.writerOf(*change.removed.cbegin())));
}

/// The nearest item above that counts the board among its children.
QAccessibleInterface *BoardAccessible::parent() const
{
    for (QQuickItem *item = canvas().parentItem(); item; item = item->parentItem()) {
        QAccessibleInterface *above = QAccessible::queryAccessibleInterface(item);
        if (above && above->indexOfChild(this) >= 0)
            return above;
    }
    return window() ? QAccessible::queryAccessibleInterface(window()) : nullptr;
}

QWindow *BoardAccessible::window() const
{
    return canvas().window();
}

const QList<ShapeId> &BoardAccessible::order() const
{
    if (!m_isOrdered) {
        m_isOrdered = true;
        m_order.clear();
        m_places.clear();
        for (const ShapePtr &shape : board::inReadingOrder(canvas().m_parts->bench.scene().onPage(canvas().pageId()))) {
            m_places.insert(shape->id, int(m_order.size()));
            m_order.push_back(shape->id);
        }
    }
    return m_order;
}

int BoardAccessible::indexOf(const ShapeId &id) const
{
    (void)order();
    return m_places.value(id, -1);
}

QAccessibleInterface *BoardAccessible::interfaceOf(const ShapeId &id) const
{
    if (const auto known = m_children.constFind(id); known != m_children.cend())
        return QAccessible::accessibleInterface(*known);
    auto *shape = new ShapeAccessible(const_cast<BoardAccessible &>(*this), id); // the cache of QAccessible owns it
    m_children.insert(id, QAccessible::registerAccessibleInterface(shape));
    return shape;
}

int BoardAccessible::childCount() const
{
    return int(order().size());
}

QAccessibleInterface *BoardAccessible::child(int index) const
{
    return index >= 0 && index < order().size() ? interfaceOf(order()[index]) : nullptr;
}

int BoardAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *shape = dynamic_cast<const ShapeAccessible *>(child);
    return shape ? indexOf(shape->id()) : -1;
}

QAccessibleInterface *BoardAccessible::childAt(int x, int y) const
{
    const Workbench &bench = canvas().m_parts->bench;
    const QPointF at = canvas().toBoard(canvas().mapFromGlobal(QPointF(x, y)));
    const ShapePtr shape = board::shapeAt(bench.scene(), bench.page(), at, {.reach = bench.reach(), .locked = true});
    return shape ? interfaceOf(shape->id) : nullptr;
}

QAccessibleInterface *BoardAccessible::focusChild() const
{
    const ShapePtr only = canvas().m_parts->bench.selection.only();
    return only && canvas().hasActiveFocus() ? interfaceOf(only->id) : nullptr;
}

QRect BoardAccessible::rect() const
{
    return QRectF(canvas().mapToGlobal(QPointF()), canvas().size()).toRect();
}

QAccessible::State BoardAccessible::state() const
{
    QAccessible::State state;
    state.invisible = !canvas().isVisible() || !window();
    state.focusable = true;
    state.focused = canvas().hasActiveFocus();
    state.multiSelectable = true;
    state.readOnly = canvas().isReadOnly();
    return state;
}

QString BoardAccessible::text(QAccessible::Text kind) const
{
    switch (kind) {
    case QAccessible::Name: return canvas().accessibleName();
    case QAccessible::Description:
        return BoardCanvas::tr(
            "%n shape(s). Tab goes from one to the next, arrow keys move it.", nullptr, childCount());
    default: return {};
    }
}

void *BoardAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    return QAccessibleObject::interface_cast(type);
}

QStringList BoardAccessible::actionNames() const
{
    return {setFocusAction(), nextPageAction(), previousPageAction()};
}

void BoardAccessible::doAction(const QString &action)
{
    if (action == setFocusAction())
        canvas().forceActiveFocus();
    else if (action == nextPageAction())
        canvas().stepPage(1);
    else if (action == previousPageAction())
        canvas().stepPage(-1);
}

} // namespace coterie::boardview
