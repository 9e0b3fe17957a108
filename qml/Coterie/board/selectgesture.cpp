#include "selectgesture.h"

#include "board/hittest.h"
#include "connectorgesture.h"
#include "marqueegesture.h"
#include "movegesture.h"
#include "resizegesture.h"

#include <cmath>

namespace coterie::boardview {

using board::ShapeId;
using board::ShapePtr;

namespace {

constexpr double DragStart = 4; // item units
constexpr double AnchorReach = 8; // item units

} // namespace

qsizetype anchorAt(const Workbench &bench, QPointF point)
{
    const ShapePtr shape = bench.selection.only();
    if (!shape || !board::isConnector(shape->type) || shape->locked || !bench.canEdit())
        return -1;
    const QList<QPointF> anchors = anchorsOf(*shape);
    // Ends and bends before the middles between them: in short pieces they lie near each other.
    for (const qsizetype first : {0, 1}) {
        for (qsizetype i = first; i < anchors.size(); i += 2) {
            const QPointF away = anchors[i] - point;
            if (std::hypot(away.x(), away.y()) <= AnchorReach * bench.unit())
                return i;
        }
    }
    return -1;
}

SelectGesture::SelectGesture(Workbench &bench, const std::optional<SelectionFrame> &frame, const PointerSample &from)
    : m_bench(bench)
    , m_frame(frame)
    , m_from(from)
    , m_before(bench.selection.ids())
    , m_anchor(anchorAt(bench, from.board))
{
    if (m_anchor >= 0)
        return;
    if (m_frame && m_bench.canEdit())
        m_handle = handleAt(*m_frame, from.board, bench.unit());
    if (m_handle != Handle::None)
        return;
    board::PickOptions options;
    options.reach = bench.reach();
    m_shape = board::shapeAt(bench.scene(), bench.page(), from.board, options);
    const bool adds = from.shift() || from.control();
    if (m_shape && !bench.selection.contains(m_shape->id)) {
        m_tookNow = true;
        const QSet<ShapeId> whole = bench.selection.wholeOf(*m_shape);
        bench.select(adds ? m_before + whole : whole);
    } else if (!m_shape && m_frame && !adds) {
        board::Shape framed;
        framed.w = m_frame->box.width();
        framed.h = m_frame->box.height();
        framed.x = m_frame->box.x();
        framed.y = m_frame->box.y();
        framed.rotation = m_frame->rotation;
        m_onSelection = m_frame->box.contains(board::toBox(framed, from.board));
    }
}

std::unique_ptr<Gesture> SelectGesture::begun()
{
    if (!m_bench.canEdit() || (!m_shape && m_handle == Handle::None && m_anchor < 0 && !m_onSelection))
        return std::make_unique<MarqueeGesture>(m_bench, MarqueeGesture::Kind::Rectangle, m_from);
    if (m_anchor >= 0)
        return std::make_unique<VertexGesture>(m_bench, m_bench.selection.only(), m_anchor);
    if (m_handle == Handle::Rotation)
        return std::make_unique<RotateGesture>(m_bench, *m_frame, m_from);
    if (m_handle != Handle::None)
        return std::make_unique<ResizeGesture>(m_bench, *m_frame, m_handle, m_from);
    if (m_bench.selection.moving().isEmpty())
        return std::make_unique<MarqueeGesture>(m_bench, MarqueeGesture::Kind::Rectangle, m_from);
    return std::make_unique<MoveGesture>(m_bench, m_from);
}

void SelectGesture::move(const PointerSample &sample)
{
    if (!m_drag) {
        const QPointF way = sample.view - m_from.view;
        if (std::hypot(way.x(), way.y()) < DragStart)
            return;
        m_drag = begun();
    }
    m_drag->move(sample);
}

void SelectGesture::finish(const PointerSample &sample)
{
    if (m_drag)
        m_drag->finish(sample);
    else
        click();
}

void SelectGesture::click()
{
    if (m_anchor >= 0 || m_handle != Handle::None)
        return;
    const bool adds = m_from.shift() || m_from.control();
    if (!m_shape) {
        if (!adds)
            m_bench.select({});
        return;
    }
    if (m_tookNow)
        return;
    const QSet<ShapeId> whole = m_bench.selection.wholeOf(*m_shape);
    if (!adds)
        m_bench.select(whole); // of many the one that was clicked
    else if (m_bench.selection.toggle(whole))
        m_bench.selectionTouched();
}

void SelectGesture::cancel()
{
    if (m_drag)
        m_drag->cancel();
    m_bench.select(m_before);
}

void SelectGesture::decorate(Chrome &chrome) const
{
    if (m_drag)
        m_drag->decorate(chrome);
}

} // namespace coterie::boardview
