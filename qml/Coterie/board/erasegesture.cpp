#include "erasegesture.h"

#include "board/erase.h"
#include "board/hittest.h"
#include "board/outline.h"
#include "boardcanvas.h"
#include "collab/sharedboard.h"

#include <algorithm>
#include <cmath>

namespace coterie::boardview {

using board::Points;
using board::Shape;
using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr double Radius = 8; // item units
constexpr double PaleOpacity = 0.2;

} // namespace

EraseGesture::EraseGesture(Workbench &bench, const PointerSample &from)
    : m_bench(bench)
    , m_parts(bench.eraserMode == EraserMode::Parts)
    , m_radius(Radius * bench.unit())
    , m_last(from.board)
{
    sweep(from.board, from.board);
}

void EraseGesture::move(const PointerSample &sample)
{
    sweep(m_last, sample.board);
    m_last = sample.board;
}

bool EraseGesture::meets(const Shape &shape, QPointF from, QPointF to) const
{
    const QPointF way = to - from;
    const int steps = std::clamp(int(std::hypot(way.x(), way.y()) / m_radius) + 1, 1, 500);
    for (int i = 0; i <= steps; ++i) {
        if (board::hitTest(shape, from + way * i / steps, m_radius) == board::Hit::Solid)
            return true;
    }
    return false;
}

bool EraseGesture::eraseParts(const ShapePtr &shape, QPointF from, QPointF to)
{
    const double radius = m_radius + shape->style.width / 2;
    const auto known = m_met.constFind(shape->id);
    const std::vector<Points> before =
        known == m_met.cend() ? std::vector<Points> {board::pointsOnBoard(*shape)} : known->pieces;
    std::vector<Points> after;
    bool met = false;
    for (const Points &piece : before) {
        if (auto left = board::erased(piece, radius, from, to)) {
            met = true;
            std::ranges::move(*left, std::back_inserter(after));
        } else {
            after.push_back(piece);
        }
    }
    if (met)
        m_met.insert(shape->id, {shape, std::move(after)});
    return met;
}

void EraseGesture::sweep(QPointF from, QPointF to)
{
    const QRectF swept = QRectF(from, to).normalized().adjusted(-m_radius, -m_radius, m_radius, m_radius);
    bool changed = false;
    for (const ShapePtr &shape : m_bench.scene().touching(m_bench.page(), swept)) {
        if (shape->locked)
            continue;
        if (m_parts && board::isStroke(shape->type)) {
            changed |= eraseParts(shape, from, to);
        } else if (!m_met.contains(shape->id) && meets(*shape, from, to)) {
            m_met.insert(shape->id, {shape, {}});
            changed = true;
        }
    }
    if (changed)
        show();
}

/// The first piece stays the stroke it was, so that others who hold on to it still find it.
QList<Shape> EraseGesture::leftOf(const Met &met) const
{
    QList<Shape> result;
    for (const Points &piece : met.pieces) {
        Shape left = *met.shape;
        if (!result.isEmpty())
            left.id = {};
        board::setPointsOnBoard(left, piece);
        result.push_back(std::move(left));
    }
    return result;
}

void EraseGesture::show()
{
    QSet<ShapeId> ids;
    QList<ShapePtr> drafts;
    for (const Met &met : std::as_const(m_met)) {
        ids.insert(met.shape->id);
        for (Shape &left : leftOf(met)) {
            if (left.id.isEmpty())
                left.id = board::newShapeId();
            drafts.push_back(std::make_shared<const Shape>(std::move(left)));
        }
        if (met.pieces.empty()) {
            Shape pale = *met.shape;
            pale.style.opacity *= PaleOpacity;
            drafts.push_back(std::make_shared<const Shape>(pale));
        }
    }
    if (collab::SharedBoard *board = m_bench.board())
        board->hold(ids);
    m_bench.canvas().setDrafts(drafts);
    m_bench.canvas().lift(ids);
}

void EraseGesture::finish(const PointerSample &sample)
{
    move(sample);
    collab::SharedBoard *board = m_bench.board();
    if (m_met.isEmpty() || !board)
        return;
    QList<ShapeId> gone;
    QList<Shape> changed;
    QList<Shape> added;
    for (const Met &met : std::as_const(m_met)) {
        QList<Shape> left = leftOf(met);
        if (left.isEmpty()) {
            gone.push_back(met.shape->id);
            continue;
        }
        changed.push_back(left.takeFirst());
        added += left;
    }
    board->beginStep();
    board->update(changed);
    board->add(added);
    board->remove(gone);
    board->endStep();
    cancel();
}

void EraseGesture::cancel()
{
    if (m_met.isEmpty())
        return;
    m_met.clear();
    if (collab::SharedBoard *board = m_bench.board())
        board->letGo();
    m_bench.canvas().drop();
}

} // namespace coterie::boardview
