#include "board/hittest.h"
#include "boardcanvas.h"
#include "canvasparts.h"

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

/// Which page and which part of it is seen.
namespace coterie::boardview {

using board::ShapePtr;

namespace {

constexpr double ZoomStep = 1.25;
constexpr double RevealMargin = 40; // item units

} // namespace

QVariantList BoardCanvas::pages() const
{
    QVariantList result;
    int number = 0;
    for (const board::Page &one : m_parts->bench.scene().pages()) {
        ++number;
        result.push_back(QVariantMap {{u"id"_s, one.id.value()},
            {u"name"_s, one.name.isEmpty() ? tr("Page %1").arg(number) : one.name},
            {u"current"_s, one.id == pageId()}});
    }
    return result;
}

QString BoardCanvas::addPage()
{
    if (isReadOnly())
        return {};
    const board::PageId id = board()->addPage({});
    setPage(id.value());
    return id.value();
}

void BoardCanvas::renamePage(const QString &id, const QString &name)
{
    if (!isReadOnly())
        board()->renamePage(board::PageId(id), name.simplified());
}

void BoardCanvas::removePage(const QString &id)
{
    if (!isReadOnly())
        board()->removePage(board::PageId(id));
}

void BoardCanvas::movePage(const QString &id, int place)
{
    if (!isReadOnly())
        board()->movePage(board::PageId(id), place);
}

void BoardCanvas::stepPage(int by)
{
    const QList<board::Page> all = m_parts->bench.scene().pages();
    const auto current = std::ranges::find(all, pageId(), &board::Page::id);
    const qsizetype next = std::clamp<qsizetype>(current - all.begin() + by, 0, all.size() - 1);
    setPage(all[next].id.value());
}

// The view.

void BoardCanvas::zoomBy(double factor)
{
    setFollowedClient(0);
    animateTo({centreX(), centreY()}, zoom() * factor);
    Q_EMIT viewMoved();
}

void BoardCanvas::zoomIn()
{
    zoomBy(ZoomStep);
}

void BoardCanvas::zoomOut()
{
    zoomBy(1 / ZoomStep);
}

void BoardCanvas::zoomTo(double percent)
{
    if (std::isfinite(percent) && percent > 0)
        zoomBy(percent / 100 / zoom());
}

void BoardCanvas::showArea(const QRectF &area, bool mayEnlarge)
{
    if (area.isNull())
        return;
    setFollowedClient(0);
    animateToFit(area, mayEnlarge);
    Q_EMIT viewMoved();
}

void BoardCanvas::zoomToFit()
{
    showArea(m_parts->bench.scene().bounds(pageId()), false);
}

void BoardCanvas::zoomToSelection()
{
    const QList<ShapePtr> shapes = m_parts->bench.selection.shapes();
    if (shapes.isEmpty())
        zoomToFit();
    else
        showArea(board::turnedBounds(shapes), true); // one wants to see it well
}

void BoardCanvas::reveal(const QRectF &area)
{
    const double margin = RevealMargin * m_parts->bench.unit();
    const QRectF seen = visibleArea().adjusted(margin, margin, -margin, -margin);
    if (!seen.contains(area) && !seen.isEmpty()) {
        const auto by = [](double low, double high, double from, double to) {
            return high - low > to - from || low < from ? low - from : high > to ? high - to : 0;
        };
        const QPointF move(by(area.left(), area.right(), seen.left(), seen.right()),
            by(area.top(), area.bottom(), seen.top(), seen.bottom()));
        if (!move.isNull())
            panByHand(-move * zoom());
    }
}

} // namespace coterie::boardview
