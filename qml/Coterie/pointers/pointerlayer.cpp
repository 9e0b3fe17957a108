#include "pointerlayer.h"

#include <QQuickWindow>

#include <algorithm>
#include <chrono>

namespace coterie::pointers {

using viewmodel::PointerSource;
using viewmodel::RemotePointer;

namespace {

const SystemClock OwnClock;

} // namespace

PointerLayer::PointerLayer(QQuickItem *parent) : QQuickItem(parent), m_clock(&OwnClock), m_animation(*this)
{
    setFlag(ItemHasContents);
    m_idle.setSingleShot(true);
    connect(&m_idle, &QTimer::timeout, this, &PointerLayer::wake);
}

PointerLayer::~PointerLayer() = default;

void PointerLayer::setSource(PointerSource *source)
{
    if (m_source == source)
        return;
    if (m_source)
        m_source->disconnect(this);
    m_source = source;
    if (source) {
        connect(source, &PointerSource::pointerChanged, this, &PointerLayer::take);
        connect(source, &PointerSource::pointerLeft, this, &PointerLayer::drop);
        connect(source, &PointerSource::pointersReset, this, &PointerLayer::readAll);
        connect(source, &PointerSource::reactionThrown, this, &PointerLayer::throwReaction);
        connect(source, &QObject::destroyed, this, &PointerLayer::readAll);
    }
    readAll();
    Q_EMIT sourceChanged();
}

void PointerLayer::setLook(PointerLook *look)
{
    if (m_look == look)
        return;
    if (m_look)
        m_look->disconnect(this);
    m_look = look;
    if (look)
        connect(look, &PointerLook::lookChanged, this, &PointerLayer::restyle);
    restyle();
    Q_EMIT lookChanged();
}

void PointerLayer::restyle()
{
    for (auto &[key, shown] : m_shown)
        shown.flag = shown.bubble = {};
    m_reactions.clear();
    wake();
}

void PointerLayer::setZoom(qreal zoom)
{
    if (m_zoom == zoom)
        return;
    m_zoom = zoom;
    polish();
    Q_EMIT mappingChanged();
}

void PointerLayer::setOrigin(QPointF origin)
{
    if (m_origin == origin)
        return;
    m_origin = origin;
    polish();
    Q_EMIT mappingChanged();
}

void PointerLayer::setMapAnchor(const QJSValue &function)
{
    m_mapAnchor = function;
    remap();
    Q_EMIT mappingChanged();
}

int PointerLayer::count() const
{
    return int(std::ranges::count_if(
        m_shown, [](const auto &entry) { return entry.second.isPlaced && !entry.second.pointer.isOwn; }));
}

void PointerLayer::setClock(const Clock &clock)
{
    m_clock = &clock;
}

std::optional<QPointF> PointerLayer::mapped(const RemotePointer &pointer) const
{
    if (!m_mapAnchor.isCallable())
        return pointer.at;
    const QJSValue place = m_mapAnchor.call({pointer.anchor, pointer.at.x(), pointer.at.y()});
    if (place.isNull() || place.isUndefined() || place.isError())
        return {};
    return place.toVariant().toPointF();
}

void PointerLayer::readAll()
{
    const QList<RemotePointer> pointers = m_source ? m_source->pointers() : QList<RemotePointer>();
    std::erase_if(m_shown, [&pointers](const auto &entry) {
        return std::ranges::find(pointers, entry.first, &RemotePointer::key) == pointers.end();
    });
    for (const RemotePointer &pointer : pointers)
        take(pointer); // who was there goes on
    polish();
}

void PointerLayer::take(const RemotePointer &pointer)
{
    const auto [entry, isNew] = m_shown.try_emplace(pointer.key);
    Shown &shown = entry->second;
    if (isNew)
        shown.id = ++m_lastId;
    const RemotePointer before = std::exchange(shown.pointer, pointer);
    if (before.name != pointer.name || before.color != pointer.color || before.tool != pointer.tool)
        shown.flag = {};
    if (before.color != pointer.color)
        shown.bubble = {};
    if (!pointer.chat.isEmpty() && pointer.chat != shown.words) {
        shown.words = pointer.chat;
        shown.bubble = {};
    }
    takePlace(shown, before, isNew);
    wake();
}

void PointerLayer::takePlace(Shown &shown, const RemotePointer &before, bool isNew)
{
    const RemotePointer &pointer = shown.pointer;
    if (!isNew && before.at == pointer.at && before.anchor == pointer.anchor)
        return;
    const Instant now = m_clock->now();
    const auto place = mapped(pointer);
    shown.movedAt = now;
    if (place && shown.isPlaced && mayMove() && !pointer.isOwn)
        shown.glide.add(*place, now);
    else if (place)
        shown.glide.place(*place, now);
    if (!std::exchange(shown.isPlaced, place.has_value()))
        shown.opacity = 1;
}

void PointerLayer::drop(const QString &key)
{
    if (m_shown.erase(key) > 0)
        polish();
}

void PointerLayer::remap()
{
    for (auto &[key, shown] : m_shown) {
        const auto place = mapped(shown.pointer);
        if (place && shown.isPlaced)
            shown.glide.shift(*place - shown.glide.target());
        else if (place)
            shown.glide.place(*place, m_clock->now());
        shown.isPlaced = place.has_value();
    }
    polish();
}

void PointerLayer::throwReaction(const QString &name, QPointF at)
{
    if (!m_look || !mayMove() || m_thrown.size() >= MostReactions)
        return;
    Picture &picture = m_reactions[name];
    if (picture.image.isNull())
        picture = paintReaction(name, *m_look, m_ratio);
    m_thrown.push_back({.id = ++m_lastId, .at = at, .since = m_clock->now(), .picture = picture});
    wake();
}

/// False where motion is not wanted or not seen: then everything is where it goes at once.
bool PointerLayer::mayMove() const
{
    return m_look && m_look->animate && window() && window()->isExposed() && isVisible();
}

void PointerLayer::wake()
{
    polish();
    if (!mayMove())
        return settle();
    if (!isAnimating())
        m_animation.start();
}

/// Everything is where it goes, now.
void PointerLayer::settle()
{
    const Instant now = m_clock->now();
    for (auto &[key, shown] : m_shown) {
        if (shown.glide.isMoving())
            shown.glide.place(shown.glide.target(), now);
        (void)advance(shown, now, 1);
    }
    m_thrown.clear();
    m_animation.stop();
    m_steppedAt.reset();
    awaitIdle();
}

void PointerLayer::awaitIdle()
{
    if (!m_look)
        return;
    const Instant now = m_clock->now();
    std::optional<Instant> next;
    for (const auto &[key, shown] : m_shown) {
        const Instant due = shown.movedAt + Millis(m_look->idleAfter);
        if (shown.isPlaced && due > now && (!next || due < *next))
            next = due;
    }
    if (next)
        m_idle.start(std::chrono::ceil<Millis>(*next - now));
    else
        m_idle.stop();
}

bool PointerLayer::isIdle(const Shown &shown, Instant now) const
{
    return now - shown.movedAt >= Millis(m_look->idleAfter) && shown.pointer.chat.isEmpty();
}

void PointerLayer::itemChange(ItemChange change, const ItemChangeData &value)
{
    QQuickItem::itemChange(change, value);
    if (change == ItemDevicePixelRatioHasChanged)
        restyle();
    else if (change == ItemSceneChange || change == ItemVisibleHasChanged)
        wake();
}

void PointerLayer::geometryChange(const QRectF &now, const QRectF &before)
{
    QQuickItem::geometryChange(now, before);
    polish();
}

} // namespace coterie::pointers
