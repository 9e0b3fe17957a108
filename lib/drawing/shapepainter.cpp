#include "drawing/shapepainter.h"

#include "drawing/shapebrush.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using board::Shape;
using board::ShapeType;

namespace {

bool isSound(const Shape &shape)
{
    const auto isFinite = [](double value) { return std::isfinite(value) && std::abs(value) < 1e9; };
    return isFinite(shape.x) && isFinite(shape.y) && isFinite(shape.w) && isFinite(shape.h) && isFinite(shape.rotation)
        && isFinite(shape.style.width) && isFinite(shape.style.fontSize) && isFinite(shape.style.opacity)
        && shape.w >= 0 && shape.h >= 0;
}

/// Parts that lie on each other, and would shine through each other.
bool hasParts(const Shape &shape)
{
    return !board::isStroke(shape.type) && shape.type != ShapeType::Image;
}

/// Paints it aside as if it were opaque and puts that on the board. False: this is no picture to be put onto.
bool paintAside(QPainter &painter, const Shape &shape, const PaintContext &context, double opacity)
{
    const auto *device = dynamic_cast<const QImage *>(painter.device());
    if (!device)
        return false;
    QRectF seen = painter.transform().mapRect(board::paintedBounds(shape)) & QRectF(device->rect());
    if (painter.hasClipping())
        seen &= painter.transform().mapRect(painter.clipBoundingRect());
    const QRect part = seen.toAlignedRect().adjusted(-1, -1, 1, 1) & device->rect();
    if (part.isEmpty())
        return true;
    QImage aside(part.size(), QImage::Format_ARGB32_Premultiplied);
    aside.fill(Qt::transparent);
    QPainter inner(&aside);
    inner.setRenderHint(QPainter::Antialiasing);
    inner.setTransform(painter.transform() * QTransform::fromTranslate(-part.left(), -part.top()));
    paintOpaque(inner, shape, context);
    inner.end();
    painter.setOpacity(painter.opacity() * opacity);
    painter.resetTransform();
    painter.drawImage(part.topLeft(), aside);
    return true;
}

} // namespace

void paintShape(QPainter &painter, const Shape &shape, const PaintContext &context)
{
    const double opacity = std::clamp(shape.style.opacity, 0.0, 1.0);
    if (!isSound(shape) || !(context.scale > 0) || !(opacity > 0))
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (opacity == 1 || !hasParts(shape) || !paintAside(painter, shape, context, opacity)) {
        painter.setOpacity(painter.opacity() * opacity);
        paintOpaque(painter, shape, context);
    }
    painter.restore();
}

QImage paintPicture(const QList<board::ShapePtr> &shapes, const QRectF &area, double scale, const PaintContext &context,
    const QColor &ground)
{
    constexpr double longestSide = 16'384;
    constexpr double mostPixels = 64e6;
    const double width = std::ceil(area.width() * scale - 1e-6);
    const double height = std::ceil(area.height() * scale - 1e-6);
    const bool isPossible = width >= 1 && height >= 1 && width <= longestSide && height <= longestSide
        && width * height <= mostPixels; // false for what is no number, too
    if (!isPossible)
        return {};
    QImage image(int(width), int(height), QImage::Format_ARGB32_Premultiplied);
    image.fill(ground.isValid() ? ground : Qt::transparent);
    QPainter painter(&image);
    painter.setClipRect(image.rect());
    painter.scale(scale, scale);
    painter.translate(-area.topLeft());
    const PaintContext scaled = {context.palette, context.images, scale, context.family};
    for (const board::ShapePtr &shape : shapes)
        if (shape && board::paintedBounds(*shape).intersects(area))
            paintShape(painter, *shape, scaled);
    return image;
}

} // namespace coterie::drawing
