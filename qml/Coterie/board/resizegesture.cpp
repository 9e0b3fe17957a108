#include "resizegesture.h"

#include "boardcanvas.h"
#include "collab/boardawareness.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace coterie::boardview {

using board::Shape;
using board::ShapePtr;
using board::ShapeType;
using board::Transform;

namespace {

constexpr double RotationStep = 15; // degrees

QPointF turnedBy(QPointF vector, double degrees)
{
    const double angle = degrees * std::numbers::pi / 180;
    return {vector.x() * std::cos(angle) - vector.y() * std::sin(angle),
        vector.x() * std::sin(angle) + vector.y() * std::cos(angle)};
}

double scaleOf(double before, double after)
{
    return before > 0 ? after / before : 1;
}

} // namespace

QRectF Stretch::box(QPointF pulled) const
{
    QRectF result = from;
    const QPointF opposite = fromMiddle ? -pulled : QPointF();
    result.adjust(edges.left ? pulled.x()
            : edges.right    ? opposite.x()
                             : 0,
        edges.top          ? pulled.y()
            : edges.bottom ? opposite.y()
                           : 0,
        edges.right      ? pulled.x()
            : edges.left ? opposite.x()
                         : 0,
        edges.bottom    ? pulled.y()
            : edges.top ? opposite.y()
                        : 0);
    return result;
}

Transform Stretch::transform(QPointF pulled) const
{
    const QRectF after = box(pulled);
    Transform result;
    result.scaleX = scaleOf(from.width(), after.width());
    result.scaleY = scaleOf(from.height(), after.height());
    if (keepsRatio) {
        const bool across = edges.left || edges.right;
        const bool down = edges.top || edges.bottom;
        const double size = across && down ? std::max(std::abs(result.scaleX), std::abs(result.scaleY))
            : across                       ? std::abs(result.scaleX)
                                           : std::abs(result.scaleY);
        result.scaleX = across ? std::copysign(size, result.scaleX) : size;
        result.scaleY = down ? std::copysign(size, result.scaleY) : size;
    }
    const QPointF middle = from.center();
    result.anchor = middle;
    if (!fromMiddle) {
        result.anchor = {edges.left ? from.right()
                : edges.right       ? from.left()
                                    : middle.x(),
            edges.top          ? from.bottom()
                : edges.bottom ? from.top()
                               : middle.y()};
    }
    return result;
}

Shape stretched(const Shape &shape, const Transform &transform, bool scalesText)
{
    Shape level = shape;
    level.rotation = 0;
    Shape result = board::transformed(level, transform);
    const QPointF middle = board::toBoard(shape, result.centre());
    result.x = middle.x() - result.w / 2;
    result.y = middle.y() - result.h / 2;
    result.rotation = shape.rotation;
    if (scalesText)
        result.style.fontSize = std::clamp(shape.style.fontSize * std::abs(transform.scaleY), 4.0, 800.0);
    return result;
}

ResizeGesture::ResizeGesture(Workbench &bench, const SelectionFrame &frame, Handle handle, const PointerSample &from)
    : m_bench(bench)
    , m_frame(frame)
    , m_from(from.board)
    , m_held(std::make_unique<HeldShapes>(bench, bench.selection.unlocked()))
{
    m_stretch.from = frame.box;
    m_stretch.edges = edgesOf(handle);
    m_snapper = bench.snapper(m_held->ids());
    m_alwaysKeepsRatio = m_stretch.edges.isCorner() && std::ranges::all_of(m_held->shapes(), [](const ShapePtr &shape) {
        return shape->type == ShapeType::Text || shape->type == ShapeType::Image;
    });
}

void ResizeGesture::move(const PointerSample &sample)
{
    m_stretch.keepsRatio = sample.shift() != m_alwaysKeepsRatio;
    m_stretch.fromMiddle = sample.alt();
    QPointF pulled = turnedBy(sample.board - m_from, -m_frame.rotation);
    m_guides.clear();
    if (m_frame.rotation == 0 && !sample.control() && !m_stretch.keepsRatio) {
        const board::Snapped snapped =
            m_snapper.resize(m_stretch.box(pulled).normalized(), m_stretch.edges, m_bench.snapReach());
        // Turned inside out the edges are no longer where the snapper looks for them.
        const QRectF box = m_stretch.box(pulled);
        if (box.width() >= 0 && box.height() >= 0) {
            pulled += snapped.by;
            m_guides = snapped.guides;
        }
    }
    m_changed = !pulled.isNull();
    show(m_stretch.transform(pulled));
    m_bench.chromeTouched();
}

void ResizeGesture::show(const Transform &transform)
{
    const bool corner = m_stretch.edges.isCorner();
    QList<Shape> shapes;
    for (const ShapePtr &shape : m_held->shapes()) {
        const bool scalesText = shape->type == ShapeType::Text && corner && m_stretch.keepsRatio;
        shapes.push_back(m_held->shapes().size() == 1 || shape->rotation == 0 ? stretched(*shape, transform, scalesText)
                                                                              : board::transformed(*shape, transform));
    }
    m_held->show(shapes);
    if (m_frame.rotation == 0) {
        m_bench.tell(collab::Gesture {.ids = {m_held->ids().cbegin(), m_held->ids().cend()},
            .move = transform.move,
            .scaleX = transform.scaleX,
            .scaleY = transform.scaleY,
            .anchor = transform.anchor,
            .rotation = 0,
            .draft = std::nullopt});
    }
}

void ResizeGesture::finish(const PointerSample &sample)
{
    move(sample);
    if (m_changed)
        m_held->commit();
    m_held.reset();
}

void ResizeGesture::decorate(Chrome &chrome) const
{
    chrome.guides += m_guides;
}

RotateGesture::RotateGesture(Workbench &bench, const SelectionFrame &frame, const PointerSample &from)
    : m_bench(bench)
    , m_frame(frame)
    , m_from(angleAt(from.board))
    , m_held(std::make_unique<HeldShapes>(bench, bench.selection.moving()))
{
}

double RotateGesture::angleAt(QPointF point) const
{
    const QPointF away = point - m_frame.box.center();
    return std::atan2(away.y(), away.x()) * 180 / std::numbers::pi;
}

void RotateGesture::move(const PointerSample &sample)
{
    m_turn = angleAt(sample.board) - m_from;
    if (sample.shift())
        m_turn = std::round((m_frame.rotation + m_turn) / RotationStep) * RotationStep - m_frame.rotation;
    m_turn = board::normalisedAngle(m_turn);
    Transform transform;
    transform.anchor = m_frame.box.center();
    transform.rotation = m_turn;
    m_held->show(transform);
    m_bench.chromeTouched();
}

void RotateGesture::finish(const PointerSample &sample)
{
    move(sample);
    if (m_turn != 0)
        m_held->commit();
    m_held.reset();
}

void RotateGesture::decorate(Chrome &chrome) const
{
    SelectionFrame frame = m_frame;
    frame.rotation += m_turn;
    frame.handles = false;
    chrome.frames.push_back(frame);
}

} // namespace coterie::boardview
