#pragma once

#include <QImage>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace coterie::ui {

/// One small picture as an item, drawn by QPainter at the screen's own resolution: both renderers show the same. What
/// cannot be seen is not drawn. GUI thread; the scene graph's thread uploads the picture while this one waits.
class PictureItem : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit PictureItem(QQuickItem *parent = nullptr);

protected:
    /// What is to be seen, for this many device pixels per pixel; null for nothing. Called again after redraw().
    [[nodiscard]] virtual QImage picture(qreal ratio) const = 0;
    [[nodiscard]] virtual QRectF place() const { return boundingRect(); } ///< where it lies, in the item
    void redraw(); ///< something `picture()` depends on has changed

    void itemChange(ItemChange change, const ItemChangeData &value) override;
    void updatePolish() override;
    QSGNode *updatePaintNode(QSGNode *old, UpdatePaintNodeData *data) override;

private:
    QImage m_picture;
    bool m_isNew = false; ///< the scene graph has not seen it
};

} // namespace coterie::ui
