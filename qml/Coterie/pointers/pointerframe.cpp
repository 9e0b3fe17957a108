#include "pointerlayer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>

// What happens in a frame: everything goes on a little, and is laid out as pictures.
namespace coterie::pointers {

using viewmodel::RemotePointer;

namespace {

enum Part : quint64 { TrailPart, FlagPart, BubblePart, Parts };

constexpr qreal LaserWidth = 5; ///< at scale 1
constexpr Millis ReactionLasts {1'800};
constexpr qreal ReactionRise = 90; ///< at scale 1
constexpr qreal ReactionSway = 6;
constexpr qreal SideSlack = 8; ///< pixels: a hand that trembles does not throw its flag to and fro
constexpr double LongestFrame = 100; ///< milliseconds: a window that slept does not fade in one leap

qreal approached(qreal value, qreal goal, qreal by)
{
    return value < goal ? std::min(goal, value + by) : std::max(goal, value - by);
}

} // namespace

void PointerLayer::step()
{
    if (!mayMove())
        return settle();
    const Instant now = m_clock->now();
    const double passed = std::chrono::duration<double, std::milli>(now - m_steppedAt.value_or(now)).count();
    m_steppedAt = now;
    const qreal fade = m_look->fade > 0 ? std::min(passed, LongestFrame) / m_look->fade : 1;
    bool isBusy = false;
    for (auto &[key, shown] : m_shown)
        isBusy = advance(shown, now, fade) || isBusy;
    std::erase_if(m_thrown, [now](const Thrown &thrown) { return now - thrown.since >= ReactionLasts; });
    polish();
    if (isBusy || !m_thrown.empty())
        return;
    m_animation.stop();
    m_steppedAt.reset();
    awaitIdle();
}

bool PointerLayer::advance(Shown &shown, Instant now, qreal fade)
{
    if (!m_look)
        return false;
    const RemotePointer &pointer = shown.pointer;
    const bool wasMoving = shown.glide.isMoving();
    shown.glide.advance(now);
    if (pointer.laser && shown.isPlaced && mayMove())
        shown.trail.add(shown.glide.position(), now);
    else
        shown.trail.end();
    shown.trail.prune(now);
    const qreal goal = isIdle(shown, now) ? m_look->idleOpacity : 1;
    shown.opacity = approached(shown.opacity, goal, fade);
    const qreal said = pointer.chat.isEmpty() ? 0 : 1;
    shown.bubbleOpacity = approached(shown.bubbleOpacity, said, fade);
    if (said == 0 && shown.bubbleOpacity == 0)
        shown.words.clear();
    return wasMoving || shown.trail.isFading() || shown.opacity != goal || shown.bubbleOpacity != said;
}

std::optional<QPointF> PointerLayer::placeOf(const QString &key) const
{
    const auto found = m_shown.find(key);
    if (found == m_shown.end() || !found->second.isPlaced)
        return {};
    return toItem(found->second.glide.position());
}

qreal PointerLayer::opacityOf(const QString &key) const
{
    const auto found = m_shown.find(key);
    return found == m_shown.end() || !found->second.isPlaced ? 0 : found->second.opacity;
}

void PointerLayer::updatePolish()
{
    if (std::exchange(m_toldCount, count()) != count())
        Q_EMIT countChanged();
    m_sprites.clear();
    if (!m_look || !window())
        return update();
    const qreal ratio = window()->effectiveDevicePixelRatio();
    if (std::exchange(m_ratio, ratio) != ratio)
        restyle();
    const QRectF inView = seen();
    for (const bool speaks : {false, true}) { // who says something is above the others
        for (auto &[key, shown] : m_shown) {
            if (shown.isPlaced && shown.words.isEmpty() != speaks)
                addSprites(shown, inView, ratio);
        }
    }
    for (const Thrown &thrown : m_thrown)
        addReaction(thrown);
    update();
}

void PointerLayer::addSprites(Shown &shown, const QRectF &seen, qreal ratio)
{
    const RemotePointer &pointer = shown.pointer;
    if (shown.trail.isFading()) {
        const QTransform toPixels(m_zoom, 0, 0, m_zoom, m_origin.x(), m_origin.y());
        const Picture trail = shown.trail.paint(
            toPixels, boundingRect(), m_look->hue(pointer.color), m_look->px(LaserWidth), m_clock->now(), ratio);
        if (!trail.image.isNull())
            addSprite(shown.id * Parts + TrailPart, trail, {}, 1);
    }
    if (pointer.isOwn)
        return;
    const QPointF at = onPixel(toItem(shown.glide.position()));
    paint(shown, ratio);
    if (const Side side = sideFor(shown, at, seen); side != std::exchange(shown.side, side)) {
        shown.flag = shown.bubble = {};
        paint(shown, ratio);
    }
    addSprite(shown.id * Parts + FlagPart, shown.flag, at, shown.opacity);
    if (!shown.words.isEmpty())
        addSprite(shown.id * Parts + BubblePart, shown.bubble, at, shown.bubbleOpacity);
}

void PointerLayer::paint(Shown &shown, qreal ratio)
{
    const RemotePointer &pointer = shown.pointer;
    if (shown.flag.image.isNull())
        shown.flag = paintPointer(pointer.name, pointer.color, pointer.tool, *m_look, ratio, shown.side);
    if (shown.bubble.image.isNull() && !shown.words.isEmpty())
        shown.bubble = paintBubble(shown.words, pointer.color, *m_look, ratio, shown.side);
}

/// The part of the item's plane that nothing cuts off. The item itself may be a point that scrolls with others.
QRectF PointerLayer::seen() const
{
    QRectF part = mapRectFromItem(window()->contentItem(), QRectF(QPointF(), window()->size()));
    for (const QQuickItem *item = this; item; item = item->parentItem()) {
        if (item->clip())
            part &= mapRectFromItem(item, item->clipRect());
    }
    return part;
}

/// What would be cut off at the right or at the bottom goes to the other side, if there is more room, and comes back
/// a few pixels later than it went. A tip that is outside itself has left the view, and its name with it.
Side PointerLayer::sideFor(const Shown &shown, QPointF at, const QRectF &seen)
{
    const QSizeF reach = shown.words.isEmpty() ? shown.flag.reach : shown.flag.reach.expandedTo(shown.bubble.reach);
    const auto turns = [](qreal before, qreal after, qreal length, bool isTurned) {
        return before >= 0 && after >= 0 && after < length + (isTurned ? SideSlack : 0) && before > after;
    };
    return {.left = turns(at.x() - seen.left(), seen.right() - at.x(), reach.width(), shown.side.left),
        .above = turns(at.y() - seen.top(), seen.bottom() - at.y(), reach.height(), shown.side.above)};
}

/// It swells, rises, sways, and fades in the last third.
void PointerLayer::addReaction(const Thrown &thrown)
{
    const double share = std::chrono::duration<double>(m_clock->now() - thrown.since) / ReactionLasts;
    const qreal size = std::min(1.0, 0.3 + share * 7);
    const qreal sway = std::sin(share * 3 * std::numbers::pi) * m_look->px(ReactionSway);
    const qreal rise = (1 - (1 - share) * (1 - share)) * m_look->px(ReactionRise);
    Picture picture = thrown.picture;
    const QPointF at = toItem(thrown.at) + QPointF(sway, -rise);
    m_sprites.append({.id = thrown.id * Parts,
        .picture = picture.image,
        .place = QRectF(at + picture.offset * size, picture.size() * size),
        .opacity = std::clamp((1 - share) * 3, 0.0, 1.0)});
}

void PointerLayer::addSprite(quint64 id, const Picture &picture, QPointF at, qreal opacity)
{
    m_sprites.append(
        {.id = id, .picture = picture.image, .place = QRectF(at + picture.offset, picture.size()), .opacity = opacity});
}

/// Pictures with words are sharp only on whole pixels of the screen.
QPointF PointerLayer::onPixel(QPointF point) const
{
    const QPointF corner = mapToScene({0, 0});
    const QPointF scene = (corner + point) * m_ratio;
    return QPointF(std::round(scene.x()), std::round(scene.y())) / m_ratio - corner;
}

QSGNode *PointerLayer::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    if (m_sprites.isEmpty() && !node)
        return nullptr;
    auto *sprites = static_cast<SpriteNode *>(node);
    if (!sprites)
        sprites = new SpriteNode; // the scene graph owns what is returned
    sprites->show(m_sprites, *window());
    return sprites;
}

} // namespace coterie::pointers
