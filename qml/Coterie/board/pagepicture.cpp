#include "pagepicture.h"

#include "collab/sharedboard.h"

#include <algorithm>
#include <chrono>
#include <utility>

using namespace std::chrono_literals;

namespace coterie::boardview {

namespace {

constexpr qint64 restMillis = 300; // a stroke that did not grow for so long goes into the tiles
constexpr qsizetype mostAtOnce = 64; // shapes that are shown above the tiles until these are painted

} // namespace

PagePicture::PagePicture(QObject *parent) : QObject(parent), m_images(std::make_shared<drawing::ImageStore>())
{
    m_clock.start();
    m_rest.setInterval(100ms);
    connect(&m_rest, &QTimer::timeout, this, &PagePicture::restStrokes);
    connect(&m_plane, &TilePlane::arrived, this, &PagePicture::outdated);
}

void PagePicture::setBoard(collab::SharedBoard *board)
{
    if (m_board)
        disconnect(m_board, nullptr, this, nullptr);
    m_board = board;
    m_images = std::make_shared<drawing::ImageStore>();
    if (board) {
        connect(board, &collab::SharedBoard::changed, this, &PagePicture::apply);
        connect(board, &QObject::destroyed, this, [this] { setBoard(nullptr); });
    }
    reload();
}

void PagePicture::setPage(const board::PageId &page)
{
    m_page = page;
    reload();
}

void PagePicture::setLook(const drawing::Palette &palette, const QString &family)
{
    if (m_palette == palette && m_family == family)
        return;
    m_palette = palette;
    m_family = family;
    m_live.setLook({m_palette, m_family, m_images});
    m_carried.setLook({m_palette, m_family, m_images});
    m_plane.setSource({m_board ? &m_board->scene() : nullptr, m_page, m_palette, m_family, m_images});
    Q_EMIT outdated();
}

/// Another page or another document: nothing of what was shown counts.
void PagePicture::reload()
{
    m_growing.clear();
    m_settling.clear();
    m_imageless.clear();
    m_lifted.clear();
    m_drafts.clear();
    m_remote.clear();
    m_live.clear();
    m_carried.clear();
    m_live.setLook({m_palette, m_family, m_images});
    m_carried.setLook({m_palette, m_family, m_images});
    if (m_board) {
        for (const board::ShapePtr &shape : m_board->scene().imagesOn(m_page))
            addImage(*shape);
    }
    refreshHidden();
    m_plane.setSource({m_board ? &m_board->scene() : nullptr, m_page, m_palette, m_family, m_images});
    Q_EMIT contentChanged();
    Q_EMIT outdated();
}

QRectF PagePicture::contentRect() const
{
    return m_board ? m_board->scene().bounds(m_page) : QRectF();
}

void PagePicture::addImage(const board::Shape &shape)
{
    if (shape.type != board::ShapeType::Image || shape.image.isEmpty() || m_images->contains(shape.image))
        return;
    const QByteArray bytes = m_board->image(shape.image);
    if (bytes.isEmpty())
        m_imageless.insert(shape.id);
    else
        m_images->add(shape.image, bytes);
}

void PagePicture::apply(const collab::BoardChange &change)
{
    if (change.cause == collab::BoardChange::Cause::Reset) {
        reload();
        return;
    }
    for (const board::ShapeId &id : change.removed)
        show(id, change, {});
    const bool areFew = change.added.size() + change.changed.size() <= mostAtOnce;
    const Origin origin {.isOwn = areFew && change.cause != collab::BoardChange::Cause::Remote,
        .mayGrow = areFew && change.cause != collab::BoardChange::Cause::Undo};
    // In the order of drawing, so that what is added in front can be painted on top one after the other.
    QList<board::ShapePtr> added;
    for (const board::ShapeId &id : change.added)
        if (const board::ShapePtr shape = m_board->scene().find(id))
            added.append(shape);
    std::ranges::sort(added, [](const auto &a, const auto &b) { return board::isBehind(*a, *b); });
    for (const board::ShapePtr &shape : std::as_const(added))
        show(shape->id, change, origin);
    for (const board::ShapeId &id : change.changed)
        show(id, change, origin);
    if (change.images) {
        const auto waiting = std::exchange(m_imageless, {});
        for (const board::ShapeId &id : waiting)
            show(id, {}, {});
    }
    Q_EMIT contentChanged();
    Q_EMIT outdated();
}

/// Null: it is not, or on another page.
board::ShapePtr PagePicture::find(const board::ShapeId &id) const
{
    return m_board ? onPage(m_board->scene().find(id)) : nullptr;
}

board::ShapePtr PagePicture::onPage(const board::ShapePtr &shape) const
{
    return shape && shape->page == m_page ? shape : nullptr;
}

/// Brings the picture of one shape to what the board says of it.
void PagePicture::show(const board::ShapeId &id, const collab::BoardChange &change, Origin origin)
{
    const board::ShapePtr now = find(id);
    const bool isSame = now && !change.before.contains(id) && !change.added.contains(id);
    const board::ShapePtr before = isSame ? now : onPage(change.before.value(id));
    if (now)
        addImage(*now);
    if (m_growing.contains(id) && now) {
        grow(now);
        return;
    }
    if (m_growing.remove(id) > 0) { // it was never in the tiles
        m_live.remove(id);
        refreshHidden();
        return;
    }
    if (m_lifted.contains(id) || m_remote.contains(id))
        return; // its draft is shown
    if (before)
        m_plane.invalidate(board::paintedBounds(*before));
    if (now && origin.mayGrow && isGrowing(before, *now)) {
        grow(now);
        return;
    }
    if (now && before)
        m_plane.invalidate(board::paintedBounds(*now));
    else if (now)
        m_plane.add(now);
    if (now && (m_settling.contains(id) || (origin.isOwn && !before)))
        settle(now);
    else if (!now && m_settling.remove(id))
        m_live.remove(id);
}

/// Whether it looks as if somebody is drawing this stroke now: a new one in front of all, or more points than before.
bool PagePicture::isGrowing(const board::ShapePtr &before, const board::Shape &now) const
{
    if (!board::isStroke(now.type))
        return false;
    if (!before)
        return now.z >= m_board->scene().topZ(m_page);
    const QRectF all = board::paintedBounds(*before).united(board::paintedBounds(now));
    return grownArea(*before, now) != all;
}

/// A stroke that is being drawn stays above the tiles until it rests.
void PagePicture::grow(const board::ShapePtr &shape)
{
    const bool isNew = !m_growing.contains(shape->id);
    m_growing.insert(shape->id, m_clock.elapsed());
    m_settling.remove(shape->id);
    m_live.set(shape->id, shape);
    if (isNew)
        refreshHidden();
    if (!m_rest.isActive())
        m_rest.start();
}

void PagePicture::restStrokes()
{
    QList<board::ShapePtr> resting;
    for (auto it = m_growing.begin(); it != m_growing.end();) {
        if (m_clock.elapsed() - it.value() < restMillis) {
            ++it;
            continue;
        }
        resting.append(find(it.key()));
        it = m_growing.erase(it);
    }
    if (m_growing.isEmpty())
        m_rest.stop();
    if (resting.isEmpty())
        return;
    refreshHidden();
    std::ranges::sort(resting, [](const auto &a, const auto &b) { return board::isBehind(*a, *b); });
    for (const board::ShapePtr &shape : std::as_const(resting)) {
        m_plane.add(shape);
        settle(shape);
    }
    Q_EMIT outdated();
}

/// It is in the tiles from now on, and shown above them until they are painted.
void PagePicture::settle(const board::ShapePtr &shape)
{
    m_settling.insert(shape->id);
    m_live.set(shape->id, shape);
}

void PagePicture::endSettling()
{
    const auto isDone = [this](const board::ShapeId &id) {
        const board::ShapePtr shape = m_live.find(id);
        if (shape && !m_plane.isCurrent(board::paintedBounds(*shape)))
            return false;
        m_live.remove(id);
        return true;
    };
    m_settling.removeIf([&](const board::ShapeId &id) { return isDone(id); });
}

void PagePicture::refreshHidden()
{
    QSet<board::ShapeId> hidden = m_lifted | m_remote;
    for (auto it = m_growing.keyBegin(); it != m_growing.keyEnd(); ++it)
        hidden.insert(*it);
    m_plane.setHidden(hidden);
}

/// Takes a shape out of the tiles.
void PagePicture::hide(const board::ShapeId &id)
{
    if (m_growing.remove(id) > 0 || m_settling.remove(id))
        m_live.remove(id);
    if (const board::ShapePtr shape = find(id))
        m_plane.invalidate(board::paintedBounds(*shape));
}

/// Puts a shape back into the tiles, as the board has it.
void PagePicture::unhide(const board::ShapeId &id)
{
    const board::ShapePtr shape = find(id);
    if (!shape)
        return;
    m_plane.add(shape);
    settle(shape);
}

void PagePicture::lift(const QSet<board::ShapeId> &ids)
{
    const QSet<board::ShapeId> before = std::exchange(m_lifted, ids);
    for (const board::ShapeId &id : ids)
        if (!before.contains(id) && !m_remote.contains(id))
            hide(id);
    for (const board::ShapeId &id : ids - before)
        if (!m_drafts.contains(id) && !m_carried.find(id) && find(id))
            m_live.set(id, find(id)); // until its draft comes
    refreshHidden();
    for (const board::ShapeId &id : before - ids)
        unhide(id);
    Q_EMIT outdated();
}

void PagePicture::setDrafts(const QList<board::ShapePtr> &drafts)
{
    QSet<board::ShapeId> keys;
    for (qsizetype i = 0; i < drafts.size(); ++i) {
        if (!drafts[i])
            continue;
        const board::ShapeId key =
            drafts[i]->id.isEmpty() ? board::ShapeId(QStringLiteral("draft %1").arg(i)) : drafts[i]->id;
        keys.insert(key);
        m_live.set(key, drafts[i]);
    }
    for (const board::ShapeId &gone : m_drafts - keys)
        m_live.remove(gone);
    m_drafts = keys;
    Q_EMIT outdated();
}

void PagePicture::drop()
{
    for (const board::ShapeId &id : std::exchange(m_drafts, {}))
        if (!m_settling.contains(id) && !m_growing.contains(id))
            m_live.remove(id);
    m_carried.clear();
    lift({});
}

void PagePicture::carry(const QList<board::ShapePtr> &shapes)
{
    m_carried.clear();
    m_carriedBy = {};
    for (const board::ShapePtr &shape : shapes)
        m_carried.set(shape->id, shape);
    Q_EMIT outdated();
}

void PagePicture::carryBy(QPointF by)
{
    m_carriedBy = by;
    Q_EMIT outdated();
}

/// Carried shapes are where they were, seen from elsewhere: so nothing of them is painted anew while they move.
Viewport PagePicture::carriedViewport() const
{
    Viewport viewport = m_viewport;
    viewport.centre -= m_carriedBy;
    return viewport;
}

void PagePicture::appendCarried(QList<Quad> &quads) const
{
    if (!m_carried.isEmpty())
        m_carried.appendQuads(quads, carriedViewport());
}

void PagePicture::setRemoteDrafts(const QList<board::ShapePtr> &drafts)
{
    QSet<board::ShapeId> keys;
    for (const board::ShapePtr &draft : drafts) {
        if (!draft || draft->page != m_page || m_lifted.contains(draft->id))
            continue;
        keys.insert(draft->id);
        if (!m_remote.contains(draft->id))
            hide(draft->id);
        m_live.set(draft->id, draft);
    }
    const QSet<board::ShapeId> gone = m_remote - keys;
    m_remote = keys;
    refreshHidden();
    for (const board::ShapeId &id : gone) {
        m_live.remove(id);
        if (!m_lifted.contains(id))
            unhide(id);
    }
    Q_EMIT outdated();
}

void PagePicture::update(const Viewport &viewport, bool isResting)
{
    m_viewport = viewport;
    m_plane.update(viewport, isResting);
    endSettling();
    m_live.update(viewport);
    if (!m_carried.isEmpty())
        m_carried.update(carriedViewport());
}

void PagePicture::appendLive(QList<Quad> &quads) const
{
    m_live.appendQuads(quads, m_viewport);
}

} // namespace coterie::boardview
