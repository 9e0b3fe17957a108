#include "drawing/picture.h"

#include "drawing/colourglyphs.h"
#include "drawing/shapepainter.h"
#include "drawing/svgwriter.h"

#include <QBuffer>
#include <QPainter>
#include <QPdfWriter>

#include <algorithm>
#include <cmath>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

const Error nothingToShow {Errc::NotFound, "There is nothing to show here."};

QRectF areaOf(const Sheet &sheet)
{
    return sheet.area.isNull() ? pictureArea(sheet.shapes) : sheet.area;
}

void addImages(ImageStore &store, const QList<ShapePtr> &shapes, const ImageBytes &images)
{
    for (const ShapePtr &shape : shapes) {
        if (shape->type == ShapeType::Image && images && !store.contains(shape->image))
            store.add(shape->image, images(shape->image));
    }
}

/// The largest that paintPicture() can do of that area, and no more than `wanted`.
double possibleScale(QSizeF size, double wanted)
{
    constexpr double longestSide = 16'384 - 1; // rounding up to a pixel must not go beyond
    constexpr double mostPixels = 63e6;
    const double most = std::min({longestSide / size.width(), longestSide / size.height(),
        std::sqrt(mostPixels / (size.width() * size.height()))});
    return std::min(wanted, most);
}

} // namespace

Result<PngPicture> toPng(const Sheet &sheet, const ImageBytes &images, const PictureOptions &options)
{
    const QRectF area = areaOf(sheet);
    if (area.isEmpty() || sheet.shapes.isEmpty())
        return nothingToShow;
    ImageStore store;
    addImages(store, sheet.shapes, images);
    const PaintContext context {.palette = options.palette, .images = &store, .family = options.family};
    PngPicture picture {.bytes = {}, .scale = possibleScale(area.size(), options.scale)};
    QImage image = paintPicture(
        sheet.shapes, area, picture.scale, context, options.hasGround ? options.palette.ground() : QColor());
    if (image.isNull())
        return Error {Errc::TooLarge, "This is too large for a picture."};
    const int dotsPerMeter = qRound(picture.scale * 96 / 0.0254);
    image.setDotsPerMeterX(dotsPerMeter);
    image.setDotsPerMeterY(dotsPerMeter);
    QBuffer buffer(&picture.bytes);
    if (!image.save(&buffer, "PNG"))
        return Error {Errc::Internal, "The picture could not be made."};
    return picture;
}

Result<QByteArray> toPdf(const QList<Sheet> &sheets, const ImageBytes &images, const PictureOptions &options)
{
    constexpr double longestSide = 14'400; // points, as PDF readers have it (ISO 32000-1, annex C)
    constexpr double pointsPerUnit = 0.75;
    constexpr int resolution = 1200;
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QBuffer::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setResolution(resolution);
    writer.setTitle(options.title);
    writer.setCreator(u"Coterie"_s);
    writer.setPageMargins({});
    QPainter painter;
    ImageStore store;
    ColourGlyphs glyphs;
    for (const Sheet &sheet : sheets) {
        const QRectF area = areaOf(sheet);
        if (area.isEmpty() || sheet.shapes.isEmpty())
            continue;
        addImages(store, sheet.shapes, images);
        const double shrunk = std::min(1.0, longestSide / (std::max(area.width(), area.height()) * pointsPerUnit));
        writer.setPageSize(
            QPageSize(area.size() * pointsPerUnit * shrunk, QPageSize::Point, {}, QPageSize::ExactMatch));
        if (painter.isActive())
            writer.newPage();
        else if (!painter.begin(&writer))
            break;
        painter.save();
        painter.setRenderHint(QPainter::LosslessImageRendering);
        const double scale = resolution / 96.0 * shrunk;
        painter.scale(scale, scale);
        painter.translate(-area.topLeft());
        const PaintContext context {
            .palette = options.palette, .images = &store, .scale = scale, .family = options.family, .glyphs = &glyphs};
        if (options.palette.dark)
            painter.fillRect(area, options.palette.ground());
        for (const ShapePtr &shape : sheet.shapes)
            paintShape(painter, *shape, context);
        painter.restore();
    }
    if (!painter.isActive())
        return nothingToShow;
    painter.end();
    return bytes;
}

} // namespace coterie::drawing
