#pragma once

#include "livelayer.h"
#include "tileplane.h"

#include <QElapsedTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QTimer>

#include <memory>

namespace coterie::collab {
class SharedBoard;
struct BoardChange;
} // namespace coterie::collab

namespace coterie::boardview {

/// What is seen of a page: its tiles, and above them what is held, drawn, or on its way into the tiles. A shape is in
/// one of the two at any time, and changes over in one frame. GUI thread.
class PagePicture : public QObject
{
    Q_OBJECT
public:
    explicit PagePicture(QObject *parent = nullptr);

    void setBoard(collab::SharedBoard *board); ///< borrowed; may go at any time
    [[nodiscard]] collab::SharedBoard *board() const { return m_board; }
    void setPage(const board::PageId &page);
    [[nodiscard]] const board::PageId &page() const { return m_page; }
    void setLook(const drawing::Palette &palette, const QString &family);
    [[nodiscard]] std::shared_ptr<drawing::ImageStore> images() const { return m_images; }

    void lift(const QSet<board::ShapeId> &ids);
    void setDrafts(const QList<board::ShapePtr> &drafts);
    void drop();
    void setRemoteDrafts(const QList<board::ShapePtr> &drafts);
    void carry(const QList<board::ShapePtr> &shapes);
    void carryBy(QPointF by);

    void update(const Viewport &viewport, bool isResting);
    void appendTiles(QList<Quad> &quads) const { m_plane.appendQuads(quads); }
    void appendLive(QList<Quad> &quads) const;
    void appendCarried(QList<Quad> &quads) const;
    [[nodiscard]] bool isComplete() const { return m_plane.isComplete(); }
    [[nodiscard]] bool isSettled() const { return m_plane.isIdle() && m_settling.isEmpty() && m_growing.isEmpty(); }
    [[nodiscard]] QRectF contentRect() const;
    [[nodiscard]] const TilePlane &plane() const { return m_plane; }

Q_SIGNALS:
    void outdated(); ///< say update()
    void contentChanged(); ///< shapes of the page came, changed or went

private:
    void reload();
    void apply(const collab::BoardChange &change);
    struct Origin {
        bool isOwn = false; ///< what came is seen in the next frame
        bool mayGrow = false; ///< a stroke among it may be one that somebody is drawing
    };
    void show(const board::ShapeId &id, const collab::BoardChange &change, Origin origin);
    [[nodiscard]] board::ShapePtr find(const board::ShapeId &id) const;
    [[nodiscard]] board::ShapePtr onPage(const board::ShapePtr &shape) const;
    [[nodiscard]] bool isGrowing(const board::ShapePtr &before, const board::Shape &now) const;
    void grow(const board::ShapePtr &shape);
    void hide(const board::ShapeId &id);
    void unhide(const board::ShapeId &id);
    void settle(const board::ShapePtr &shape);
    void restStrokes();
    void endSettling();
    void refreshHidden();
    void addImage(const board::Shape &shape);
    [[nodiscard]] Viewport carriedViewport() const;

    QPointer<collab::SharedBoard> m_board;
    board::PageId m_page;
    drawing::Palette m_palette;
    QString m_family;
    std::shared_ptr<drawing::ImageStore> m_images;
    TilePlane m_plane;
    LiveLayer m_live;
    LiveLayer m_carried; ///< as they were taken
    QPointF m_carriedBy;
    Viewport m_viewport;

    QSet<board::ShapeId> m_lifted;
    QSet<board::ShapeId> m_drafts; ///< keys in m_live
    QSet<board::ShapeId> m_remote; ///< shapes that others hold, keys in m_live
    QHash<board::ShapeId, qint64> m_growing; ///< strokes, with when they last grew
    QSet<board::ShapeId> m_settling; ///< in the tiles soon, shown above them until then
    QSet<board::ShapeId> m_imageless; ///< images whose bytes are not there yet
    QElapsedTimer m_clock;
    QTimer m_rest;
};

} // namespace coterie::boardview
