#pragma once

#include "board/shape.h"
#include "boardlook.h"
#include "chrome.h"
#include "viewport.h"

#include <QList>
#include <QPointer>
#include <QQuickItem>
#include <QRectF>
#include <QSet>
#include <QtQml/qqmlregistration.h>

#include <memory>

namespace coterie::collab {
class SharedBoard;
}

namespace coterie::drawing {
class ImageStore;
}

namespace coterie::boardview {

struct ViewParts;

/// A page of a board as a picture on an endless plane. Worker threads paint it in tiles; what is being drawn or moved
/// is painted above them, and what is around shapes above that. Everything is shown by image nodes, so it looks the
/// same with and without a GPU. It takes no events: BoardCanvas does. GUI thread.
class BoardView : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_MOC_INCLUDE("collab/sharedboard.h")
    Q_PROPERTY(coterie::collab::SharedBoard *board READ board WRITE setBoard NOTIFY boardChanged FINAL)
    Q_PROPERTY(coterie::boardview::BoardLook *look READ look WRITE setLook NOTIFY lookChanged FINAL)
    Q_PROPERTY(QString page READ page WRITE setPage NOTIFY pageChanged FINAL)
    Q_PROPERTY(double centreX READ centreX WRITE setCentreX NOTIFY viewChanged FINAL) // board units
    Q_PROPERTY(double centreY READ centreY WRITE setCentreY NOTIFY viewChanged FINAL)
    Q_PROPERTY(double zoom READ zoom WRITE setZoom NOTIFY viewChanged FINAL) // 1 is 100 %; 0.02 to 30
    Q_PROPERTY(QRectF contentRect READ contentRect NOTIFY contentRectChanged FINAL) // of all on the page, board units
    Q_PROPERTY(bool painting READ isPainting NOTIFY paintingChanged FINAL) // what is seen is not all there yet
    Q_PROPERTY(bool gridVisible READ isGridVisible WRITE setGridVisible NOTIFY gridVisibleChanged FINAL)
public:
    explicit BoardView(QQuickItem *parent = nullptr);
    ~BoardView() override;

    [[nodiscard]] collab::SharedBoard *board() const;
    void setBoard(collab::SharedBoard *board); ///< borrowed; may go at any time
    [[nodiscard]] BoardLook *look() const;
    void setLook(BoardLook *look); ///< borrowed
    [[nodiscard]] QString page() const;
    void setPage(const QString &page); ///< one that is not there is an empty page
    [[nodiscard]] board::PageId pageId() const;

    [[nodiscard]] double centreX() const;
    void setCentreX(double x);
    [[nodiscard]] double centreY() const;
    void setCentreY(double y);
    [[nodiscard]] double zoom() const;
    void setZoom(double zoom); ///< about the middle
    [[nodiscard]] QRectF contentRect() const;
    [[nodiscard]] bool isPainting() const;
    [[nodiscard]] bool isGridVisible() const;
    void setGridVisible(bool visible);

    [[nodiscard]] QPointF toBoard(QPointF view) const;
    [[nodiscard]] QPointF toView(QPointF board) const;
    [[nodiscard]] QRectF toView(const QRectF &board) const;
    [[nodiscard]] QRectF visibleArea() const; ///< board units
    [[nodiscard]] const Viewport &viewport() const;

    // Each of these ends an animateTo() that is under way.
    void panBy(QPointF viewDelta); ///< the plane moves by this, as if pushed by a finger
    void zoomAt(QPointF viewPoint, double factor); ///< what is under the point stays there
    void showAt(QPointF centre, double zoom);
    /// The area in the middle, as large as it fits with a margin, at most 100 % (`mayEnlarge`: at most 200 %).
    void fit(const QRectF &area, bool mayEnlarge = false);
    void animateTo(QPointF centre, double zoom); ///< glides there in BoardLook::glide; at once if that is 0
    void animateToFit(const QRectF &area, bool mayEnlarge = false);
    [[nodiscard]] bool isGliding() const;

    /// These shapes leave the picture; what is shown in their place are the drafts.
    void lift(const QSet<board::ShapeId> &ids);
    /// Painted above everything: lifted shapes as they are held, and shapes that are not in the board yet.
    void setDrafts(const QList<board::ShapePtr> &drafts);
    /// Many drafts that only move, beside setDrafts(): painted once and shown as far away as carryBy() says (board
    /// units).
    void carry(const QList<board::ShapePtr> &shapes);
    void carryBy(QPointF by);
    /// The lifted shapes are in the picture again, as the board has them now; without a flicker. Drafts are gone.
    void drop();
    /// Shapes as others hold them, in the place of those with the same id.
    void setRemoteDrafts(const QList<board::ShapePtr> &drafts);
    void setChrome(const Chrome &chrome);

    /// The pictures of the board, decoded where they are needed; shared with what else paints.
    [[nodiscard]] std::shared_ptr<drawing::ImageStore> images() const;

    /// For measurements: tiles painted whole, in part, and on top, since it was made.
    struct Work {
        qint64 whole = 0;
        qint64 parts = 0;
        qint64 onTop = 0;
        qsizetype tileBytes = 0; ///< kept now
    };
    [[nodiscard]] Work work() const;
    /// Nothing is on its way: what is seen is painted, and nothing is shown above the tiles that belongs into them.
    [[nodiscard]] bool isSettled() const;

Q_SIGNALS:
    void boardChanged();
    void lookChanged();
    void pageChanged();
    void viewChanged(); ///< place, zoom or size: all of toView()
    void contentRectChanged();
    void pictureChanged(); ///< shapes came, changed or went, or all look different
    void paintingChanged();
    void gridVisibleChanged();

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &value) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    void moveTo(const Viewport &viewport);
    void glide(double progress);
    void restyle();

    std::unique_ptr<ViewParts> m_parts;
};

} // namespace coterie::boardview
