#include "connectorgesture.h"

#include "board/hittest.h"
#include "board/outline.h"
#include "boardcanvas.h"
#include "collab/boardawareness.h"
#include "collab/sharedboard.h"

#include <cmath>
#include <numbers>

namespace coterie::boardview {

using board::Binding;
using board::Points;
using board::Shape;
using board::ShapePtr;

namespace {

constexpr double DragStart = 4; // item units
constexpr double DefaultLength = 120; // board units, of a click without a drag
constexpr double AngleStep = 15; // degrees

QPointF inSteps(QPointF from, QPointF to)
{
    const QPointF way = to - from;
    const double step = AngleStep * std::numbers::pi / 180;
    const double angle = std::round(std::atan2(way.y(), way.x()) / step) * step;
    const double length = std::hypot(way.x(), way.y());
    return from + QPointF(std::cos(angle), std::sin(angle)) * length;
}

board::Point pointAt(QPointF place)
{
    return {float(place.x()), float(place.y())};
}

QPointF placeOf(const board::Point &point)
{
    return {double(point.x), double(point.y)};
}

} // namespace

ShapePtr ConnectorEnd::target() const
{
    return m_binding ? m_bench->scene().find(m_binding->shape) : nullptr;
}

void ConnectorEnd::place(
    const PointerSample &sample, std::optional<QPointF> fixed, const board::ShapeId &self, bool canHold)
{
    m_point = sample.board;
    m_binding.reset();
    if (sample.shift() && fixed) {
        m_point = inSteps(*fixed, m_point);
    } else if (!sample.control()) {
        const double reach = m_bench->snapReach();
        if (const ShapePtr target =
                canHold ? board::holdAt(m_bench->scene(), m_bench->page(), m_point, reach, self) : nullptr)
            m_binding = board::bindingAt(*target, m_point);
        else if (m_bench->snapsToGrid)
            m_point += m_bench->snapper({self}).point(m_point, reach).by;
    }
}

void ConnectorEnd::decorate(Chrome &chrome) const
{
    const ShapePtr shape = target();
    if (!shape)
        return;
    SelectionFrame frame;
    frame.box = shape->box();
    frame.rotation = shape->rotation;
    chrome.frames.push_back(frame);
    chrome.anchors.push_back(board::placeIn(*shape, m_binding->u, m_binding->v));
}

ConnectorGesture::ConnectorGesture(Workbench &bench, board::ShapeType type, const PointerSample &from)
    : m_bench(bench)
    , m_type(type)
    , m_id(board::newShapeId())
    , m_pressedAt(from.view)
    , m_start(bench)
    , m_end(bench)
{
    m_start.place(from, std::nullopt, m_id, type == board::ShapeType::Arrow);
    m_end = m_start;
}

Shape ConnectorGesture::drawn() const
{
    Shape shape = m_bench.blank(m_type);
    shape.id = m_id;
    shape.start = m_start.binding();
    shape.end = m_end.binding();
    if (m_type == board::ShapeType::Line) {
        shape.style.startHead = board::Head::None;
        shape.style.endHead = board::Head::None;
    }
    board::setPointsOnBoard(shape, {pointAt(m_start.point()), pointAt(m_end.point())});
    return board::withEndsInPlace(shape, m_start.target().get(), m_end.target().get());
}

void ConnectorGesture::move(const PointerSample &sample)
{
    m_end.place(sample, m_start.point(), m_id, m_type == board::ShapeType::Arrow);
    const Shape shape = drawn();
    m_bench.canvas().setDrafts({std::make_shared<const Shape>(shape)});
    Shape told = shape;
    told.id = {};
    m_bench.tell(collab::Gesture {.ids = {}, .move = {}, .anchor = {}, .draft = told});
    m_bench.chromeTouched();
}

void ConnectorGesture::finish(const PointerSample &sample)
{
    move(sample);
    const QPointF way = sample.view - m_pressedAt;
    Shape shape = drawn();
    if (std::hypot(way.x(), way.y()) < DragStart) {
        shape.start.reset();
        shape.end.reset();
        const QPointF from = m_start.point();
        board::setPointsOnBoard(shape, {pointAt(from), pointAt(from + QPointF(DefaultLength, 0))});
    }
    shape.frame = m_bench.frameAt(shape.centre());
    cancel();
    collab::SharedBoard *board = m_bench.board();
    const QList<board::ShapeId> ids = board ? board->add({shape}) : QList<board::ShapeId>();
    m_bench.select({ids.cbegin(), ids.cend()});
    m_bench.toolUsed();
}

void ConnectorGesture::cancel()
{
    m_bench.tell(std::nullopt);
    m_bench.canvas().drop();
}

void ConnectorGesture::decorate(Chrome &chrome) const
{
    m_start.decorate(chrome);
    m_end.decorate(chrome);
}

QList<QPointF> anchorsOf(const Shape &connector)
{
    QList<QPointF> result;
    const Points points = board::pointsOnBoard(connector);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (i > 0)
            result.push_back((placeOf(points[i - 1]) + placeOf(points[i])) / 2);
        result.push_back(placeOf(points[i]));
    }
    return result;
}

VertexGesture::VertexGesture(Workbench &bench, const ShapePtr &connector, qsizetype anchor)
    : m_bench(bench)
    , m_points(board::pointsOnBoard(*connector))
    , m_vertex(std::size_t(anchor + 1) / 2)
    , m_end(bench)
    , m_held(std::make_unique<HeldShapes>(bench, QList {connector}))
{
    if (anchor % 2 == 1) // the middle of a piece
        m_points.insert(m_points.begin() + std::ptrdiff_t(m_vertex), pointAt(anchorsOf(*connector).value(anchor)));
}

void VertexGesture::move(const PointerSample &sample)
{
    Shape shape = *m_held->shapes().front();
    const bool isStart = m_vertex == 0;
    const bool isEnd = m_vertex + 1 == m_points.size();
    const std::size_t neighbour = isStart ? 1 : m_vertex - 1;
    const bool canHold = (isStart || isEnd) && shape.type == board::ShapeType::Arrow;
    m_end.place(sample, placeOf(m_points[neighbour]), shape.id, canHold);
    m_points[m_vertex] = pointAt(m_end.point());
    if (isStart)
        shape.start = m_end.binding();
    if (isEnd)
        shape.end = m_end.binding();
    board::setPointsOnBoard(shape, m_points);
    if (!isStart && !isEnd && shape.style.route == board::Route::Straight && m_points.size() == 3)
        shape.style.route = board::Route::Curved; // who bends a straight line wants a bow
    m_held->show(QList {shape});
    m_bench.chromeTouched();
}

void VertexGesture::finish(const PointerSample &sample)
{
    move(sample);
    m_held->commit();
    m_held.reset();
}

void VertexGesture::decorate(Chrome &chrome) const
{
    m_end.decorate(chrome);
}

} // namespace coterie::boardview
