#pragma once

#include "boardview.h"

#include <QImage>
#include <QPointer>
#include <QQuickItem>
#include <QThreadPool>
#include <QTimer>
#include <QtQml/qqmlregistration.h>

namespace coterie::boardview {

/// All of a page, small, with a frame around what a BoardView shows of it. A worker paints it, some time after the last
/// change. The item takes no events: show() moves the view. GUI thread.
class BoardMinimap : public QQuickItem
{
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(coterie::boardview::BoardView *view READ view WRITE setView NOTIFY viewChanged FINAL)
    Q_PROPERTY(bool isEmpty READ isEmpty NOTIFY emptyChanged FINAL) // nothing is on the page
public:
    explicit BoardMinimap(QQuickItem *parent = nullptr);
    ~BoardMinimap() override;

    [[nodiscard]] BoardView *view() const { return m_view; }
    void setView(BoardView *view); ///< borrowed
    [[nodiscard]] bool isEmpty() const { return m_area.isEmpty(); }
    Q_INVOKABLE void show(qreal x, qreal y); ///< the view's middle is there, item units

Q_SIGNALS:
    void viewChanged();
    void emptyChanged();
    void moved(); ///< by this person's hand

protected:
    void geometryChange(const QRectF &now, const QRectF &before) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    void schedule();
    void paintPage();
    void take(const QImage &picture, const QRectF &area);
    [[nodiscard]] QImage frame() const;
    [[nodiscard]] double scale() const; ///< item units per board unit
    [[nodiscard]] QPointF corner() const; ///< of the page's area in the item

    QPointer<BoardView> m_view;
    QThreadPool m_painter;
    QTimer m_pause; ///< between two pictures of a page that changes all the time
    bool m_isPainting = false;
    bool m_isOutdated = true;
    QImage m_picture;
    QRectF m_area; ///< of the page, that the picture shows
    QImage m_frame;
};

} // namespace coterie::boardview
