#pragma once

#include "Coterie/board/boardcanvas.h"
#include "boardwindow.h"

#include <QPointF>
#include <QStringList>

namespace coterie::testing {

/// A real window with a BoardCanvas, and hands on it. Places are board units: 0, 0 is the top left of the window at
/// 100 % until a test moves the view.
class CanvasWindow : public BoardWindow
{
public:
    explicit CanvasWindow(QSize size = {900, 600}, drawing::Palette palette = {});
    ~CanvasWindow();

    [[nodiscard]] boardview::BoardCanvas &canvas() { return static_cast<boardview::BoardCanvas &>(view()); }

    void press(QPointF at, Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton);
    void move(QPointF to, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void release(QPointF at, Qt::KeyboardModifiers modifiers = Qt::NoModifier, Qt::MouseButton button = Qt::LeftButton);
    void click(QPointF at, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void doubleClick(QPointF at);
    void drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers = Qt::NoModifier); ///< in several moves
    void dragAlong(const QList<QPointF> &way, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    /// As a tablet does it: the event first, and what Qt makes of it if nobody takes it.
    void pen(QEvent::Type type, QPointF at, double pressure,
        QPointingDevice::PointerType pointer = QPointingDevice::PointerType::Pen);

    /// Adds it, and gives back its id.
    board::ShapeId add(board::ShapeType type, const QRectF &place, const QString &text = {},
        const QString &fill = QStringLiteral("none"));
    [[nodiscard]] board::ShapePtr shape(const board::ShapeId &id) { return board().scene().find(id); }
    [[nodiscard]] QList<board::ShapePtr> shapes() { return board().scene().onPage(canvas().pageId()); }
    [[nodiscard]] board::ShapePtr onlyShape(); ///< null unless it is one
    [[nodiscard]] board::ShapePtr selected(); ///< null unless it is one
    [[nodiscard]] QSet<board::ShapeId> selection();
    void select(const QList<board::ShapeId> &ids);
    [[nodiscard]] bool inStep(); ///< waits until the other person has the same shapes

private:
    [[nodiscard]] QPoint inWindow(QPointF place);
    Qt::MouseButton m_down = Qt::NoButton;
};

} // namespace coterie::testing
