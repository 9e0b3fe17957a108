#include "tilelayer.h"

#include <QPainter>

#include <algorithm>

namespace coterie::document {

namespace {

constexpr qreal Tall = 1200; ///< lines over this are painted in the part that is seen
constexpr qreal Around = 300; ///< pixels above and below the view that are painted with it
constexpr int MostSpare = 40; ///< about a screen of lines

} // namespace

TileLayer::TileLayer(QQuickItem *parent) : QQuickItem(parent) { }

void TileLayer::setPlaceholder(const QString &words)
{
    m_placeholder = words;
    for (LineTile *tile : std::as_const(m_tiles))
        tile->update();
}

void TileLayer::show(const DocumentView &view)
{
    QHash<const Line *, LineTile *> gone = m_tiles;
    for (const DocumentView::Seen &seen : view.seen())
        gone.remove(seen.line);
    for (LineTile *tile : std::as_const(gone))
        release(*tile);
    for (const DocumentView::Seen &seen : view.seen()) {
        LineTile *&tile = m_tiles[seen.line];
        if (!tile) {
            tile = m_spare.isEmpty() ? new LineTile(*this) : m_spare.takeLast();
            tile->m_line = seen.line;
            tile->setVisible(true);
            seen.line->painted = false;
        }
        place(*tile, view, seen);
    }
}

void TileLayer::place(LineTile &tile, const DocumentView &view, const DocumentView::Seen &seen)
{
    const LineLayout &layout = *seen.line->layout;
    const qreal left = std::min(view.style()->hang(), view.columnLeft());
    const qreal width = std::ceil(left + layout.right() + view.style()->px(4));
    qreal top = 0;
    qreal height = layout.height();
    if (height > Tall) {
        const QRectF before(tile.m_origin, tile.size());
        const qreal from = std::max(-seen.top, 0.0);
        const qreal to = std::min(-seen.top + tile.m_layer.height(), height);
        top = std::max(std::floor(from - Around), 0.0);
        height = std::min(std::ceil(to + Around), height) - top;
        if (seen.line->painted && before.top() <= from && before.bottom() >= to) {
            top = before.top();
            height = before.height();
        }
    }
    const QPointF origin(-left, top);
    if (tile.m_origin != origin || tile.size() != QSizeF(width, height) || tile.m_style != view.style())
        seen.line->painted = false;
    tile.m_origin = origin;
    tile.m_style = view.style();
    const bool isAlone = !seen.line->next() && !seen.line->previous();
    if (std::exchange(tile.m_isAlone, isAlone) != isAlone)
        seen.line->painted = false;
    tile.setPosition({view.columnLeft() - left, seen.top + top});
    tile.setSize({width, height});
    if (!std::exchange(seen.line->painted, true))
        tile.update();
}

void TileLayer::release(LineTile &tile)
{
    m_tiles.remove(tile.m_line);
    tile.m_line = nullptr;
    tile.setVisible(false);
    if (m_spare.size() < MostSpare)
        m_spare.append(&tile);
    else
        tile.deleteLater();
}

void TileLayer::forget(const Line &line)
{
    if (LineTile *tile = m_tiles.value(&line))
        release(*tile);
}

void TileLayer::forgetAll()
{
    const auto tiles = m_tiles.values();
    for (LineTile *tile : tiles)
        release(*tile);
}

LineTile::LineTile(TileLayer &layer) : QQuickPaintedItem(&layer), m_layer(layer) { }

void LineTile::paint(QPainter *painter)
{
    if (!m_line || !m_line->layout)
        return;
    ++m_layer.m_painted;
    painter->translate(-m_origin);
    if (m_isAlone && m_line->text.isEmpty() && !m_line->layout->isComposing()) {
        painter->setFont(m_style->font(15));
        painter->setPen(m_style->faint);
        painter->drawText(
            QRectF(QPointF(0, 0), size()), Qt::AlignVCenter | Qt::TextDontClip | Qt::AlignLeft, m_layer.m_placeholder);
    }
    m_line->layout->paint(*painter, QRectF(m_origin, size()), *m_style);
}

} // namespace coterie::document
