#include "avataritem.h"

#include <QCache>
#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace coterie::ui {
namespace {

constexpr qsizetype cacheBytes = 1 << 20; // some hundred faces; a page of any list has fewer
constexpr qreal overhang = 3; // of the dot beyond the tile, as a length of the design

struct Key {
    QString initials;
    QString status;
    std::array<QRgb, 4> colors;
    qreal unit;
    qreal ratio;
    qreal presence;
    int size;
    bool hollow;
    bool operator==(const Key &) const = default;
};

size_t qHash(const Key &key, size_t seed)
{
    return qHashMulti(seed, key.initials, key.status, key.colors[0], key.colors[2], key.size, key.ratio, key.presence);
}

// As anchors.centerIn would: on whole pixels, an odd one before the middle.
int centered(int whole, int part)
{
    return (whole + 1) / 2 - (part + 1) / 2;
}

void drawCircle(QPainter &painter, const QRectF &around, qreal diameter, const QColor &color)
{
    painter.setBrush(color);
    painter.drawEllipse(around.center(), diameter / 2, diameter / 2);
}

} // namespace

AvatarItem::AvatarItem(QQuickItem *parent) : PictureItem(parent)
{
    connect(this, &AvatarItem::looksChanged, this, &AvatarItem::change);
    connect(this, &AvatarItem::statusChanged, this, &AvatarItem::change);
}

void AvatarItem::change()
{
    setImplicitSize(m_size, m_size);
    redraw();
}

QRectF AvatarItem::place() const
{
    return {0, 0, qreal(m_size + px(overhang)), qreal(m_size + px(overhang))};
}

QImage AvatarItem::picture(qreal ratio) const
{
    if (m_size <= 0)
        return {};
    static QCache<Key, QImage> drawn(cacheBytes);
    const Key key {m_initials, m_status, {m_tile.rgba(), m_ink.rgba(), m_dot.rgba(), m_rim.rgba()}, m_unit, ratio,
        m_presence, m_size, m_hollow};
    if (const QImage *known = drawn.object(key))
        return *known;
    const int pixels = int(std::ceil(place().width() * ratio));
    QImage image(pixels, pixels, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixels / place().width());
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setOpacity(m_presence);
    drawTile(painter);
    if (!m_status.isEmpty())
        drawDot(painter);
    painter.end();
    drawn.insert(key, new QImage(image), image.sizeInBytes()); // the cache owns it
    return image;
}

void AvatarItem::drawTile(QPainter &painter) const
{
    const int rounding = qRound(m_size * 0.26);
    painter.setBrush(m_tile);
    painter.drawRoundedRect(QRectF(0, 0, m_size, m_size), rounding, rounding);
    QFont font = QGuiApplication::font();
    font.setBold(true);
    font.setPixelSize(std::max(px(9), qRound(m_size * 0.38)));
    const QFontMetricsF metrics(font);
    const int left = centered(m_size, int(std::ceil(metrics.horizontalAdvance(m_initials))));
    const int top = centered(m_size, int(std::ceil(metrics.height())));
    painter.setFont(font);
    painter.setPen(m_ink);
    painter.drawText(QPointF(left, top + metrics.ascent()), m_initials);
    painter.setPen(Qt::NoPen);
}

// Not by colour alone: a bar means do not disturb; where contrast is asked for, a hole means gone.
void AvatarItem::drawDot(QPainter &painter) const
{
    const int outer = dotSize() + px(4);
    const int corner = m_size + px(overhang) - outer;
    const QRectF around(corner, corner, outer, outer);
    drawCircle(painter, around, outer, m_rim);
    drawCircle(painter, around, dotSize(), m_dot);
    if (m_status == QLatin1String("dnd")) {
        QRectF bar(0, 0, dotSize() * 0.6, std::max(2.0, dotSize() / 4.0));
        bar.moveCenter(around.center());
        painter.setBrush(m_rim);
        painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    } else if (m_hollow && m_status == QLatin1String("offline")) {
        drawCircle(painter, around, dotSize() * 0.45, m_rim);
    }
}

} // namespace coterie::ui
