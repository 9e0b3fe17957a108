#include "rectlayer.h"

#include <QQuickWindow>
#include <QSGRectangleNode>

namespace coterie::document {

RectLayer::RectLayer(QQuickItem *parent) : QQuickItem(parent)
{
    setFlag(ItemHasContents);
}

void RectLayer::setRects(const QList<ColoredRect> &rects)
{
    if (m_rects == rects)
        return;
    m_rects = rects;
    update();
}

QSGNode *RectLayer::updatePaintNode(QSGNode *node, UpdatePaintNodeData *)
{
    // The software renderer asks the nearest node of a kind that it keeps a state of where a node stands that comes
    // later: below a plain one it would paint from the window's corner. The scene graph owns what is returned.
    if (!node)
        node = new QSGTransformNode;
    QSGNode *child = node->firstChild();
    for (const ColoredRect &rect : std::as_const(m_rects)) {
        auto *rectangle = static_cast<QSGRectangleNode *>(child);
        if (!rectangle) {
            rectangle = window()->createRectangleNode();
            rectangle->setFlag(QSGNode::OwnedByParent);
            node->appendChildNode(rectangle);
        }
        if (rectangle->rect() != rect.rect)
            rectangle->setRect(rect.rect);
        if (rectangle->color() != rect.color)
            rectangle->setColor(rect.color);
        child = rectangle->nextSibling();
    }
    while (child) {
        QSGNode *next = child->nextSibling();
        node->removeChildNode(child);
        const std::unique_ptr<QSGNode> gone(child);
        child = next;
    }
    return node;
}

} // namespace coterie::document
