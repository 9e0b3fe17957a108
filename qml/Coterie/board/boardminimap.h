#pragma once

#include "boardview.h"
#include "collab/boardawareness.h"

#include <QImage>
#include <QPointer>
#include <QQuickItem>
#include <QThreadPool>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coterie::boardview {

/// All of a page, small, with a frame around what a BoardView shows of it and a dot where each of the others points. A
/// worker paints the page, some time after the last change. A press brings the view there, a drag takes it along; by
/// keyboard the board itself is moved. GUI thread.
class BoardMinimap : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::boardview::BoardView *view READ view WRITE setView NOTIFY viewChanged FINAL)
    Q_PROPERTY(coterie::collab::BoardAwareness *presence READ presence WRITE setPresence NOTIFY presenceChanged FINAL)
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY emptyChanged FINAL) // nothing is on the page
public:
    explicit BoardMinimap(QQuickItem *parent = nullptr);
    ~BoardMinimap() override;

    [[nodiscard]] BoardView *view() const { return m_view; }
    void setView(BoardView *view); ///< borrowed
    [[nodiscard]] bool isEmpty() const { return m_area.isEmpty(); }
    [[nodiscard]] collab::BoardAwareness *presence() const { return m_presence; }
    void setPresence(collab::BoardAwareness *presence); ///< borrowed; may go at any time

Q_SIGNALS:
    void viewChanged();
    void presenceChanged();
    void emptyChanged();
    void viewMoved(); ///< by this person's hand

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void itemChange(ItemChange change, const ItemChangeData &data) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    void schedule();
    void paintPage();
    void take(const QImage &picture, const QRectF &area);
    void moveView(QPointF middle); ///< item units
    [[nodiscard]] QRectF frameBox() const; ///< item units
    [[nodiscard]] QImage frame() const;
    [[nodiscard]] QPointF toItem(QPointF onBoard) const;
    [[nodiscard]] double scale() const; ///< item units per board unit
    [[nodiscard]] QPointF corner() const; ///< of the page's area in the item

    QPointer<BoardView> m_view;
    QPointer<collab::BoardAwareness> m_presence;
    QPointF m_grip; ///< from the frame's middle to the pointer that drags it
    QThreadPool m_painter;
    QTimer m_pause; ///< between two pictures of a page that changes all the time
    QTimer m_pointersPause; ///< between two places of others' dots
    bool m_isPainting = false;
    bool m_isOutdated = true;
    QImage m_picture;
    QRectF m_area; ///< of the page, that the picture shows
    QImage m_frame;
};

} // namespace coterie::boardview
