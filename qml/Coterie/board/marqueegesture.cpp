#include "marqueegesture.h"

#include "board/hittest.h"

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

using board::Shape;
using board::ShapeId;

namespace {

constexpr double LassoStep = 4; // item units between two points of a lasso: finer ones change nothing one could see

} // namespace

MarqueeGesture::MarqueeGesture(Workbench &bench, Kind kind, const PointerSample &from)
    : m_bench(bench)
    , m_kind(kind)
    , m_before(bench.selection.ids())
    , m_kept(from.shift() ? m_before : QSet<ShapeId>())
    , m_points {from.board, from.board}
{
}

QRectF MarqueeGesture::area() const
{
    if (m_kind == Kind::Rectangle)
        return QRectF(m_points.front(), m_points.back()).normalized();
    return QPolygonF(m_points).boundingRect();
}

void MarqueeGesture::move(const PointerSample &sample)
{
    if (m_kind == Kind::Rectangle) {
        m_points.back() = sample.board;
    } else {
        const QPointF away = sample.board - m_points.back();
        if (std::hypot(away.x(), away.y()) < LassoStep * m_bench.unit())
            return;
        m_points.push_back(sample.board);
    }
    select(sample);
    m_bench.chromeTouched();
}

bool MarqueeGesture::means(const Shape &shape, bool whole) const
{
    if (m_kind == Kind::Lasso)
        return whole ? board::liesIn(shape, m_points) : board::touches(shape, m_points);
    const QRectF rect = area();
    // Most shapes in a large marquee lie in it altogether, which their box says already.
    if (rect.contains(board::turnedBounds(shape)) && !board::isConnector(shape.type))
        return true;
    return whole ? board::liesIn(shape, rect) : board::touches(shape, rect);
}

void MarqueeGesture::select(const PointerSample &sample)
{
    QSet<ShapeId> ids = m_kept;
    for (const board::ShapePtr &shape : m_bench.scene().touching(m_bench.page(), area())) {
        const bool whole = sample.alt() || shape->type == board::ShapeType::Frame;
        if (!shape->locked && !ids.contains(shape->id) && means(*shape, whole))
            ids.unite(m_bench.selection.wholeOf(*shape));
    }
    m_bench.select(ids);
}

void MarqueeGesture::finish(const PointerSample &sample)
{
    move(sample);
    select(sample);
}

void MarqueeGesture::cancel()
{
    m_bench.select(m_before);
}

void MarqueeGesture::decorate(Chrome &chrome) const
{
    if (m_kind == Kind::Rectangle)
        chrome.marquee = area();
    else
        chrome.lasso = QPolygonF(m_points);
}

} // namespace coterie::boardview
