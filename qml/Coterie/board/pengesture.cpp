#include "pengesture.h"

#include "board/outline.h"
#include "boardcanvas.h"
#include "collab/sharedboard.h"

#include <cmath>
#include <numbers>

namespace coterie::boardview {

using board::Point;
using board::Shape;

namespace {

constexpr double SmallestStep = 0.7; // item units: samples nearer than that are the hand's trembling, and bytes

double distance(const Point &a, const Point &b)
{
    return std::hypot(double(a.x) - double(b.x), double(a.y) - double(b.y));
}

} // namespace

PenGesture::PenGesture(Workbench &bench, board::ShapeType type, const PointerSample &from)
    : m_bench(bench)
    , m_style(bench.blank(type))
    , m_last(pointOf(from))
{
    m_style.frame = bench.frameAt(from.board);
    m_bench.board()->beginStep();
    m_id = m_bench.board()->beginStroke(m_style, {m_last});
}

Point PenGesture::pointOf(const PointerSample &sample)
{
    return {float(sample.board.x()), float(sample.board.y()), float(sample.pressure)};
}

void PenGesture::add(const Point &point)
{
    if (collab::SharedBoard *board = m_bench.board())
        board->extendStroke(m_id, {point});
    m_last = point;
}

void PenGesture::showStraight(const Point &to)
{
    m_straight = true;
    m_end = to;
    Shape line = m_style;
    board::setPointsOnBoard(line, {m_last, to});
    m_bench.canvas().setDrafts({std::make_shared<const Shape>(line)});
}

void PenGesture::endStraight()
{
    if (!m_straight)
        return;
    m_straight = false;
    add(m_end);
    m_bench.canvas().drop();
}

void PenGesture::move(const PointerSample &sample)
{
    const Point point = pointOf(sample);
    if (sample.shift()) {
        showStraight(point);
        return;
    }
    endStraight();
    if (distance(point, m_last) >= SmallestStep * m_bench.unit())
        add(point);
}

void PenGesture::finish(const PointerSample &sample)
{
    if (const Point point = pointOf(sample); sample.shift() && distance(point, m_last) > 0)
        showStraight(point);
    endStraight();
    collab::SharedBoard *board = m_bench.board();
    if (!board)
        return;
    board->finishStroke(m_id);
    board->endStep();
    if (!board->scene().find(m_id))
        m_bench.notice(BoardCanvas::tr("Somebody deleted the stroke while you drew it."));
}

void PenGesture::cancel()
{
    if (m_straight)
        m_bench.canvas().drop();
    if (collab::SharedBoard *board = m_bench.board()) {
        board->finishStroke(m_id);
        board->cancelStep();
    }
}

} // namespace coterie::boardview
