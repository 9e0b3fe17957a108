#include "caretlayer.h"

#include <QFontMetricsF>
#include <QPainter>
#include <QVariantAnimation>

namespace coterie::document {

namespace {

constexpr int FlagMillis = 2000; ///< a flag stays this long after the last move

} // namespace

QRectF caretBar(const QRectF &caret, const DocumentStyle &style)
{
    return {qreal(qRound(caret.left() - style.caretWidth / 2)), caret.top(), style.caretWidth, caret.height()};
}

CaretFlag::CaretFlag(QQuickItem *parent) : QQuickPaintedItem(parent), m_fading(new QVariantAnimation(this))
{
    setOpacity(0);
    m_patience.setSingleShot(true);
    m_patience.setInterval(FlagMillis);
    m_fading->setStartValue(1.0);
    m_fading->setEndValue(0.0);
    connect(&m_patience, &QTimer::timeout, this, [this] { m_fading->start(); });
    connect(m_fading, &QVariantAnimation::valueChanged, this,
        [this](const QVariant &value) { setOpacity(value.toReal()); });
}

void CaretFlag::set(const QString &name, const QColor &color, const DocumentStyle &style)
{
    const QFont font = style.font(10.5, QFont::Bold);
    m_fading->setDuration(style.fadeDuration);
    if (m_name == name && m_color == color && m_font == font && m_ink == style.flagInk)
        return;
    m_name = name;
    m_color = color;
    m_ink = style.flagInk;
    m_font = font;
    m_radius = style.px(3);
    m_inset = style.px(5);
    setSize({std::ceil(QFontMetricsF(font).horizontalAdvance(name)) + 2 * m_inset, style.px(15)});
    update();
}

void CaretFlag::appear()
{
    m_fading->stop();
    setOpacity(1);
    m_patience.start();
}

void CaretFlag::paint(QPainter *painter)
{
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(m_color);
    painter->drawRoundedRect(QRectF({}, size()), m_radius, m_radius);
    painter->fillRect(QRectF(0, height() - m_radius, m_radius, m_radius), m_color); // the corner at the caret
    painter->setPen(m_ink);
    painter->setFont(m_font);
    painter->drawText(QRectF({}, size()), Qt::AlignCenter, m_name);
}

CaretLayer::CaretLayer(QQuickItem *parent) : QQuickItem(parent), m_bars(new RectLayer(this)), m_own(new RectLayer(this))
{
}

void CaretLayer::setOwn(const QRectF &rect, const QColor &color)
{
    m_own->setRects(rect.isEmpty() ? QList<ColoredRect>() : QList<ColoredRect> {{rect, color}});
}

void CaretLayer::setOwnShown(bool shown)
{
    m_own->setVisible(shown);
}

void CaretLayer::moved(quint64 client)
{
    m_moved.insert(client);
}

void CaretLayer::setOthers(const QList<Caret> &carets, const DocumentStyle &style)
{
    m_carets = carets;
    QList<ColoredRect> bars;
    QHash<quint64, CaretFlag *> gone = m_flags;
    for (const Caret &caret : carets) {
        bars.append({caretBar(caret.rect, style), caret.color});
        gone.remove(caret.client);
        placeFlag(caret, style);
    }
    for (auto flag = gone.cbegin(); flag != gone.cend(); ++flag) {
        m_flags.remove(flag.key());
        flag.value()->setVisible(false);
        flag.value()->deleteLater();
    }
    m_moved.clear();
    m_bars->setRects(bars);
}

void CaretLayer::placeFlag(const Caret &caret, const DocumentStyle &style)
{
    CaretFlag *&flag = m_flags[caret.client];
    const bool isNew = !flag;
    if (isNew)
        flag = new CaretFlag(this);
    flag->set(caret.name, caret.color, style);
    const qreal x = std::min(caretBar(caret.rect, style).left(), width() - flag->width());
    const qreal above = caret.rect.top() - flag->height();
    flag->setPosition({x, above >= 0 ? above : caret.rect.bottom()});
    if (m_moved.contains(caret.client))
        flag->appear();
}

void CaretLayer::hover(QPointF point)
{
    constexpr qreal near = 4;
    for (const Caret &caret : std::as_const(m_carets)) {
        if (caret.rect.adjusted(-near, -near, near, near).contains(point) && m_flags.contains(caret.client))
            m_flags.value(caret.client)->appear();
    }
}

} // namespace coterie::document
