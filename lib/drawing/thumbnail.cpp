#include "board/boardcodec.h"
#include "drawing/picture.h"
#include "drawing/shapepainter.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using namespace board;

namespace {

/// The samples that lie at least `distance` apart, the first and the last one: no more than can be seen.
Points thinned(const Points &points, double distance)
{
    Points result;
    for (const Point &point : points) {
        const bool isApart = result.empty()
            || std::abs(double(point.x) - result.back().x) + std::abs(double(point.y) - result.back().y) >= distance;
        if (isApart)
            result.push_back(point);
    }
    if (!points.empty() && !(result.back() == points.back()))
        result.push_back(points.back());
    return result;
}

ShapePtr simplified(const ShapePtr &shape, double scale)
{
    constexpr std::size_t fewPoints = 16;
    if (!shape->points || shape->points->size() <= fewPoints)
        return shape;
    const QRectF own = boundsOf(*shape->points);
    const double across = own.width() > 0 ? shape->w / own.width() : 1;
    const double down = own.height() > 0 ? shape->h / own.height() : 1;
    const double stretch = std::max({across, down, 1e-6});
    auto simple = std::make_shared<Shape>(*shape);
    simple->points = std::make_shared<const Points>(thinned(*shape->points, 0.75 / (scale * stretch)));
    return simple;
}

} // namespace

QImage boardThumbnail(const QByteArray &state, QSize size, qreal ratio, const Palette &palette, const QString &family)
{
    constexpr double largestScale = 1;
    constexpr int margin = 8;
    constexpr int longestSide = 4096;
    ratio = std::clamp(ratio, 0.5, 8.0);
    const QSize pixels = (QSizeF(size) * ratio).toSize().boundedTo({longestSide, longestSide}).expandedTo({1, 1});
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(palette.ground());
    crdt::Doc document;
    if (!document.applyUpdate(std::as_bytes(std::span(state.data(), static_cast<std::size_t>(state.size())))))
        return image;
    const Scene scene = readScene(document);
    const PageId page = scene.pages().value(0).id;
    const QRectF bounds = scene.bounds(page);
    const QSizeF room = QSizeF(size).shrunkBy(QMarginsF(margin, margin, margin, margin));
    if (bounds.isEmpty() || room.isEmpty())
        return image;
    const double scale = std::min({room.width() / bounds.width(), room.height() / bounds.height(), largestScale});
    ImageStore images;
    QPainter painter(&image);
    painter.translate(size.width() / 2.0, size.height() / 2.0);
    painter.scale(scale, scale);
    painter.translate(-bounds.center());
    const PaintContext context {.palette = palette, .images = &images, .scale = scale * ratio, .family = family};
    for (const ShapePtr &shape : scene.onPage(page)) {
        if (shape->type == ShapeType::Image && !images.contains(shape->image))
            images.add(shape->image, imageIn(document, shape->image));
        paintShape(painter, *simplified(shape, context.scale), context);
    }
    return image;
}

} // namespace coterie::drawing
