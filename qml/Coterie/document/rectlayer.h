#pragma once

#include <QColor>
#include <QQuickItem>
#include <QtQml/qqmlregistration.h>

namespace coterie::document {

struct ColoredRect {
    QRectF rect;
    QColor color;
    bool operator==(const ColoredRect &) const = default;
};

/// Rectangles as scene graph nodes: grounds under the words, carets over them. What moves costs no painting.
class RectLayer : public QQuickItem
{
    Q_OBJECT
    QML_ANONYMOUS
public:
    explicit RectLayer(QQuickItem *parent);
    void setRects(const QList<ColoredRect> &rects);
    [[nodiscard]] const QList<ColoredRect> &rects() const { return m_rects; }

protected:
    QSGNode *updatePaintNode(QSGNode *node, UpdatePaintNodeData *data) override;

private:
    QList<ColoredRect> m_rects;
};

} // namespace coterie::document
