#include "boxgesture.h"

#include "board/hittest.h"
#include "board/order.h"
#include "boardcanvas.h"
#include "collab/boardawareness.h"
#include "collab/sharedboard.h"

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

using board::Shape;
using board::ShapeId;
using board::ShapePtr;
using board::ShapeType;

namespace {

constexpr double DragStart = 4; // item units

QSizeF usualSize(ShapeType type, const board::Style &style)
{
    switch (type) {
    case ShapeType::Note: return {160, 140};
    case ShapeType::Frame: return {640, 400};
    case ShapeType::Text: return {style.fontSize, style.fontSize * 1.4};
    case ShapeType::Ellipse:
    case ShapeType::Diamond: return {160, 120};
    case ShapeType::Pen:
    case ShapeType::Highlighter:
    case ShapeType::Line:
    case ShapeType::Arrow:
    case ShapeType::Rectangle:
    case ShapeType::Image:
    case ShapeType::Unknown: break;
    }
    return {190, 110};
}

} // namespace

BoxGesture::BoxGesture(Workbench &bench, ShapeType type, const PointerSample &from)
    : m_bench(bench)
    , m_type(type)
    , m_snapper(bench.snapper({}))
    , m_pressedAt(from.view)
    , m_from(from.board)
{
    if (!from.control()) {
        const board::Snapped snapped = m_snapper.point(m_from, bench.snapReach());
        m_from += snapped.by;
        m_guides = snapped.guides;
    }
}

void BoxGesture::move(const PointerSample &sample)
{
    const QPointF way = sample.view - m_pressedAt;
    m_dragged = m_dragged || std::hypot(way.x(), way.y()) >= DragStart;
    if (!m_dragged)
        return;
    QPointF to = sample.board;
    m_guides.clear();
    if (!sample.control() && !sample.shift()) {
        const board::Snapped snapped = m_snapper.point(to, m_bench.snapReach());
        to += snapped.by;
        m_guides = snapped.guides;
    }
    QPointF size = to - m_from;
    if (sample.shift()) {
        const double side = std::max(std::abs(size.x()), std::abs(size.y()));
        size = {std::copysign(side, size.x()), std::copysign(side, size.y())};
    }
    m_box = (sample.alt() ? QRectF(m_from - size, m_from + size) : QRectF(m_from, m_from + size)).normalized();
    Shape shape = drawn();
    m_bench.canvas().setDrafts({std::make_shared<const Shape>(shape)});
    shape.id = {};
    m_bench.tell(collab::Gesture {.ids = {}, .move = {}, .anchor = {}, .draft = shape});
    m_bench.chromeTouched();
}

Shape BoxGesture::drawn() const
{
    Shape shape = m_bench.blank(m_type);
    shape.id = ShapeId(QStringLiteral("draft"));
    shape.x = m_box.x();
    shape.y = m_box.y();
    shape.w = std::max(1.0, m_box.width());
    shape.h = std::max(1.0, m_box.height());
    shape.frame = m_bench.frameAt(m_box.center());
    return shape;
}

void BoxGesture::finish(const PointerSample &sample)
{
    move(sample);
    cancel();
    Shape shape = m_dragged ? drawn() : usual(m_bench, m_type, m_from);
    if (!m_dragged && m_type == ShapeType::Text) // the caret is where one clicked
        shape.x = m_from.x();
    m_bench.toolUsed();
    place(m_bench, shape);
}

void BoxGesture::cancel()
{
    m_bench.tell(std::nullopt);
    m_bench.canvas().drop();
}

Shape BoxGesture::usual(const Workbench &bench, ShapeType type, QPointF middle)
{
    Shape shape = bench.blank(type);
    const QSizeF size = usualSize(type, shape.style);
    shape.w = size.width();
    shape.h = size.height();
    shape.x = middle.x() - shape.w / 2;
    shape.y = middle.y() - shape.h / 2;
    shape.frame = bench.frameAt(middle);
    return shape;
}

void BoxGesture::place(Workbench &bench, Shape shape)
{
    collab::SharedBoard *board = bench.board();
    if (!board)
        return;
    shape.id = board::newShapeId();
    const bool isFrame = shape.type == ShapeType::Frame;
    if (isFrame) {
        shape.frame = {};
        shape.text = BoardCanvas::tr("Frame");
        shape.z = board::keyBetween({}, bench.scene().bottomZ(bench.page())); // behind what it takes in
    }
    if (shape.type == ShapeType::Text || shape.type == ShapeType::Note) {
        bench.canvas().beginText(shape);
        return;
    }
    board->beginStep();
    const QList<ShapeId> ids = board->add({shape});
    if (isFrame && !ids.isEmpty()) {
        QList<Shape> inside;
        for (const ShapePtr &other : bench.scene().touching(bench.page(), shape.box())) {
            if (other->frame.isEmpty() && other->type != ShapeType::Frame && board::liesIn(*other, shape.box())) {
                inside.push_back(*other);
                inside.back().frame = ids.front();
            }
        }
        board->update(inside);
    }
    board->endStep();
    bench.select({ids.cbegin(), ids.cend()});
}

} // namespace coterie::boardview
