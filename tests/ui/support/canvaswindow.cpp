#include "canvaswindow.h"

#include "boardsamples.h"

#include <QGuiApplication>
#include <QPointingDevice>
#include <QTabletEvent>
#include <QTest>

#include <algorithm>

namespace coterie::testing {

using board::ShapeId;
using board::ShapePtr;

CanvasWindow::CanvasWindow(QSize size, drawing::Palette palette)
    : BoardWindow(size, palette, std::make_unique<boardview::BoardCanvas>())
{
    canvas().showAt({size.width() / 2.0, size.height() / 2.0}, 1);
    canvas().setPresence(&presence());
    window().requestActivate();
    (void)QTest::qWaitForWindowActive(&window());
    canvas().forceActiveFocus();
    settle();
}

CanvasWindow::~CanvasWindow()
{
    canvas().setPresence(nullptr);
}

QPoint CanvasWindow::inWindow(QPointF place)
{
    return canvas().mapToScene(canvas().toView(place)).toPoint();
}

void CanvasWindow::press(QPointF at, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    m_down = button;
    QTest::mousePress(&window(), button, modifiers, inWindow(at));
}

void CanvasWindow::move(QPointF to, Qt::KeyboardModifiers modifiers)
{
    // QTest::mouseMove() knows no modifiers.
    const QPointF place = inWindow(to);
    QMouseEvent event(QEvent::MouseMove, place, window().mapToGlobal(place), Qt::NoButton, m_down, modifiers);
    QCoreApplication::sendEvent(&window(), &event);
}

void CanvasWindow::release(QPointF at, Qt::KeyboardModifiers modifiers, Qt::MouseButton button)
{
    m_down = Qt::NoButton;
    QTest::mouseRelease(&window(), button, modifiers, inWindow(at));
}

void CanvasWindow::click(QPointF at, Qt::KeyboardModifiers modifiers)
{
    press(at, modifiers);
    release(at, modifiers);
    QTest::mouseMove(&window(), {1, 1}); // two clicks in one place are none but a double click
    QTest::qWait(0);
}

void CanvasWindow::doubleClick(QPointF at)
{
    QTest::mouseDClick(&window(), Qt::LeftButton, {}, inWindow(at));
}

void CanvasWindow::drag(QPointF from, QPointF to, Qt::KeyboardModifiers modifiers)
{
    dragAlong({from, from + (to - from) * 0.2, from + (to - from) * 0.7, to}, modifiers);
}

void CanvasWindow::dragAlong(const QList<QPointF> &way, Qt::KeyboardModifiers modifiers)
{
    press(way.front(), modifiers);
    for (const QPointF point : way.sliced(1))
        move(point, modifiers);
    release(way.back(), modifiers);
}

void CanvasWindow::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QTest::keyClick(&window(), key, modifiers);
}

void CanvasWindow::pen(QEvent::Type type, QPointF at, double pressure, QPointingDevice::PointerType pointer)
{
    static const QPointingDevice tip(QStringLiteral("pen"), 7, QInputDevice::DeviceType::Stylus,
        QPointingDevice::PointerType::Pen, QInputDevice::Capability::Position | QInputDevice::Capability::Pressure, 1,
        1);
    static const QPointingDevice eraser(QStringLiteral("eraser"), 8, QInputDevice::DeviceType::Stylus,
        QPointingDevice::PointerType::Eraser, QInputDevice::Capability::Position | QInputDevice::Capability::Pressure,
        1, 1);
    const QPointingDevice &device = pointer == QPointingDevice::PointerType::Eraser ? eraser : tip;
    const QPointF place = inWindow(at);
    const QPointF global = window().mapToGlobal(place);
    const bool down = type != QEvent::TabletRelease;
    const Qt::MouseButton button = type == QEvent::TabletMove ? Qt::NoButton : Qt::LeftButton;
    const Qt::MouseButtons buttons = down ? Qt::LeftButton : Qt::NoButton;
    QTabletEvent event(type, &device, place, global, pressure, 0, 0, 0, 0, 0, {}, button, buttons);
    event.ignore();
    QCoreApplication::sendEvent(&window(), &event);
    if (event.isAccepted())
        return;
    // QGuiApplication does the same: the device's point keeps the pressure.
    const QEvent::Type mouse = type == QEvent::TabletPress ? QEvent::MouseButtonPress
        : type == QEvent::TabletRelease                    ? QEvent::MouseButtonRelease
                                                           : QEvent::MouseMove;
    QMouseEvent synthesized(mouse, place, global, button, buttons, {}, &device);
    QCoreApplication::sendEvent(&window(), &synthesized);
}

ShapeId CanvasWindow::add(board::ShapeType type, const QRectF &place, const QString &text, const QString &fill)
{
    board::Shape shape = box(type, place, text);
    shape.style.fill = fill;
    return board().add({shape}).value(0);
}

ShapePtr CanvasWindow::onlyShape()
{
    const QList<ShapePtr> all = shapes();
    return all.size() == 1 ? all.front() : nullptr;
}

QSet<ShapeId> CanvasWindow::selection()
{
    const QList<ShapeId> told = presence().own().selection;
    return {told.cbegin(), told.cend()};
}

ShapePtr CanvasWindow::selected()
{
    const QSet<ShapeId> ids = selection();
    return ids.size() == 1 ? shape(*ids.cbegin()) : nullptr;
}

void CanvasWindow::select(const QList<ShapeId> &ids)
{
    canvas().selectNone();
    for (const ShapeId &id : ids) {
        const ShapePtr one = shape(id);
        click({one->x + 1, one->y + 1}, Qt::ShiftModifier);
    }
}

bool CanvasWindow::inStep()
{
    return QTest::qWaitFor([this] {
        const QList<ShapePtr> own = board().scene().onPage({});
        const QList<ShapePtr> theirs = others().scene().onPage({});
        return std::ranges::equal(own, theirs, [](const ShapePtr &a, const ShapePtr &b) { return *a == *b; });
    });
}

} // namespace coterie::testing
