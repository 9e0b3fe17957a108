#include "selectionhandles.h"

#include <QTransform>

#include <array>
#include <cmath>

namespace coterie::boardview {

namespace {

constexpr double GrabReach = 7; // item units around a handle's middle: a little more than the square one sees
constexpr double SmallSide = 34; // item units: of shorter sides only corners can be taken hold of

constexpr std::array AllHandles {Handle::Rotation, Handle::TopLeft, Handle::TopRight, Handle::BottomRight,
    Handle::BottomLeft, Handle::Left, Handle::Top, Handle::Right, Handle::Bottom};

QTransform turnOf(const SelectionFrame &frame)
{
    const QPointF middle = frame.box.center();
    return QTransform::fromTranslate(middle.x(), middle.y()).rotate(frame.rotation).translate(-middle.x(), -middle.y());
}

} // namespace

board::Edges edgesOf(Handle handle)
{
    switch (handle) {
    case Handle::Left: return {.left = true};
    case Handle::TopLeft: return {.left = true, .top = true};
    case Handle::Top: return {.top = true};
    case Handle::TopRight: return {.top = true, .right = true};
    case Handle::Right: return {.right = true};
    case Handle::BottomRight: return {.right = true, .bottom = true};
    case Handle::Bottom: return {.bottom = true};
    case Handle::BottomLeft: return {.left = true, .bottom = true};
    case Handle::Rotation:
    case Handle::None: break;
    }
    return {};
}

QPointF placeOf(Handle handle, const SelectionFrame &frame, double unit)
{
    const double margin = frameMargin * unit;
    const QRectF box = frame.box.adjusted(-margin, -margin, margin, margin);
    const board::Edges edges = edgesOf(handle);
    QPointF place(edges.left ? box.left()
            : edges.right    ? box.right()
                             : box.center().x(),
        edges.top          ? box.top()
            : edges.bottom ? box.bottom()
                           : box.center().y());
    if (handle == Handle::Rotation)
        place = {box.center().x(), box.top() - rotationArm * unit};
    return turnOf(frame).map(place);
}

Handle handleAt(const SelectionFrame &frame, QPointF point, double unit)
{
    for (const Handle handle : AllHandles) {
        const board::Edges edges = edgesOf(handle);
        if ((handle == Handle::Left || handle == Handle::Right) && frame.box.height() < SmallSide * unit)
            continue;
        if ((handle == Handle::Top || handle == Handle::Bottom) && frame.box.width() < SmallSide * unit)
            continue;
        const QPointF away = point - placeOf(handle, frame, unit);
        // Sides are longer than their squares: all of the frame's line between the corners can be taken.
        if (handle != Handle::Rotation && !edges.isCorner()) {
            const QPointF inFrame = turnOf(frame).inverted().map(point);
            const QPointF at = turnOf(frame).inverted().map(placeOf(handle, frame, unit));
            const bool upright = edges.left || edges.right;
            const double across = upright ? std::abs(inFrame.x() - at.x()) : std::abs(inFrame.y() - at.y());
            const double along = upright ? std::abs(inFrame.y() - at.y()) : std::abs(inFrame.x() - at.x());
            const double half = (upright ? frame.box.height() : frame.box.width()) / 2;
            if (across <= 5 * unit && along <= half)
                return handle;
            continue;
        }
        if (std::hypot(away.x(), away.y()) <= GrabReach * unit)
            return handle;
    }
    return Handle::None;
}

Qt::CursorShape cursorFor(Handle handle, double rotation)
{
    if (handle == Handle::None)
        return Qt::ArrowCursor;
    if (handle == Handle::Rotation)
        return Qt::PointingHandCursor;
    const board::Edges edges = edgesOf(handle);
    double angle = 0; // of the way it is pulled, in eighths of a turn
    if (edges.isCorner())
        angle = edges.left == edges.top ? 1 : 3;
    else if (edges.top || edges.bottom)
        angle = 2;
    const int eighth = (int(std::lround(angle + rotation / 45)) % 4 + 4) % 4;
    constexpr std::array Shapes {Qt::SizeHorCursor, Qt::SizeFDiagCursor, Qt::SizeVerCursor, Qt::SizeBDiagCursor};
    return Shapes[std::size_t(eighth)];
}

} // namespace coterie::boardview
