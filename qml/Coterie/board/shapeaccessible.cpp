#include "board/hittest.h"
#include "boardaccessible.h"
#include "canvasparts.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;

namespace {

const QString MoveLeft = u"moveLeft"_s;
const QString MoveRight = u"moveRight"_s;
const QString MoveUp = u"moveUp"_s;
const QString MoveDown = u"moveDown"_s;
constexpr double MoveStep = 10; // board units

} // namespace

ShapeAccessible::ShapeAccessible(BoardAccessible &board, const ShapeId &id) : m_board(board), m_id(id) { }

ShapePtr ShapeAccessible::shape() const
{
    return m_board.canvas().m_parts->bench.scene().find(m_id);
}

QString ShapeAccessible::text(QAccessible::Text kind) const
{
    const ShapePtr own = shape();
    if (!own)
        return {};
    switch (kind) {
    case QAccessible::Name: return described(*own);
    case QAccessible::Value: return own->text;
    case QAccessible::Description: {
        const QSizeF size = board::turnedBounds(*own).size();
        return BoardCanvas::tr("%1 wide, %2 high").arg(std::lround(size.width())).arg(std::lround(size.height()));
    }
    default: return {};
    }
}

void ShapeAccessible::setText(QAccessible::Text kind, const QString &text)
{
    const ShapePtr own = shape();
    if (kind == QAccessible::Value && own && !own->locked && !m_board.canvas().isReadOnly())
        m_board.canvas().board()->setText(m_id, text);
}

QRect ShapeAccessible::rect() const
{
    const ShapePtr own = shape();
    if (!own)
        return {};
    const QRectF inItem = m_board.canvas().toView(board::turnedBounds(*own));
    return QRectF(m_board.canvas().mapToGlobal(inItem.topLeft()), inItem.size()).toAlignedRect();
}

QAccessible::Role ShapeAccessible::role() const
{
    const ShapePtr own = shape();
    if (own && own->type == ShapeType::Frame)
        return QAccessible::Grouping;
    if (own && (own->type == ShapeType::Note || own->type == ShapeType::Text))
        return QAccessible::Note;
    return QAccessible::Graphic;
}

QAccessible::State ShapeAccessible::state() const
{
    QAccessible::State state;
    const ShapePtr own = shape();
    if (!own) {
        state.invalid = true;
        return state;
    }
    const BoardCanvas &canvas = m_board.canvas();
    const BoardSelection &selection = canvas.m_parts->bench.selection;
    state.selectable = true;
    state.focusable = true;
    state.selected = selection.contains(m_id);
    state.focused = canvas.hasActiveFocus() && selection.only() == own;
    state.movable = !own->locked && !canvas.isReadOnly();
    state.readOnly = !state.movable;
    state.offscreen = !canvas.visibleArea().intersects(board::turnedBounds(*own).adjusted(-1, -1, 1, 1));
    return state;
}

void *ShapeAccessible::interface_cast(QAccessible::InterfaceType type)
{
    return type == QAccessible::ActionInterface ? static_cast<QAccessibleActionInterface *>(this) : nullptr;
}

QStringList ShapeAccessible::actionNames() const
{
    QStringList names {setFocusAction(), toggleAction(), pressAction()};
    if (state().movable)
        names += {MoveLeft, MoveRight, MoveUp, MoveDown};
    return names;
}

QString ShapeAccessible::localizedActionName(const QString &action) const
{
    if (action == MoveLeft)
        return BoardCanvas::tr("Move left");
    if (action == MoveRight)
        return BoardCanvas::tr("Move right");
    if (action == MoveUp)
        return BoardCanvas::tr("Move up");
    if (action == MoveDown)
        return BoardCanvas::tr("Move down");
    return QAccessibleActionInterface::localizedActionName(action);
}

void ShapeAccessible::doAction(const QString &action)
{
    BoardCanvas &canvas = m_board.canvas();
    const ShapePtr own = shape();
    if (!own)
        return;
    if (action == toggleAction()) {
        if (canvas.m_parts->bench.selection.toggle({m_id}))
            canvas.selectionTouched();
        return;
    }
    canvas.forceActiveFocus();
    canvas.m_parts->bench.select({m_id});
    canvas.reveal(board::turnedBounds(*own));
    if (action == pressAction())
        canvas.startEditing();
    else if (action == MoveUp)
        canvas.nudge(0, -MoveStep);
    else if (action == MoveDown)
        canvas.nudge(0, MoveStep);
    else if (action == MoveLeft)
        canvas.nudge(-MoveStep, 0);
    else if (action == MoveRight)
        canvas.nudge(MoveStep, 0);
}

QStringList ShapeAccessible::keyBindingsForAction(const QString &action) const
{
    return action == pressAction() ? QStringList {u"Return"_s} : QStringList();
}

} // namespace coterie::boardview
