#include "viewmodel/boardpicture.h"

#include "board/boardcodec.h"
#include "collab/values.h"
#include "drawing/palette.h"
#include "drawing/shapepainter.h"

namespace coterie::viewmodel {

namespace {

constexpr double Margin = 0.06; ///< of the longer side of the area
constexpr double LargestScale = 2; ///< device pixels per unit: a board with one small note is no wall of yellow

} // namespace

std::optional<ReadBoard> readBoard(const QByteArray &state)
{
    crdt::Doc doc;
    if (!state.isEmpty() && !doc.applyUpdate(collab::bytesOf(state)))
        return std::nullopt;
    return readBoard(doc);
}

ReadBoard readBoard(crdt::Doc &doc)
{
    ReadBoard read {.scene = board::readScene(doc), .images = std::make_shared<drawing::ImageStore>()};
    for (const board::Page &page : read.scene.pages()) {
        for (const board::ShapePtr &shape : read.scene.onPage(page.id)) {
            if (!shape->image.isEmpty() && !read.images->contains(shape->image))
                read.images->add(shape->image, board::imageIn(doc, shape->image));
        }
    }
    return read;
}

QImage fitPicture(const QList<board::ShapePtr> &shapes, const QRectF &area, const drawing::ImageStore *images,
    const PictureWish &wish)
{
    if (wish.pixels.isEmpty())
        return {};
    const drawing::Palette palette {.dark = wish.dark, .highContrast = wish.highContrast};
    const double margin = std::max(area.width(), area.height()) * Margin;
    const QRectF wanted = area.isEmpty() ? QRectF(0, 0, 1, 1) : area.adjusted(-margin, -margin, margin, margin);
    const double scale =
        std::min({wish.pixels.width() / wanted.width(), wish.pixels.height() / wanted.height(), LargestScale});
    const QSizeF seen(wish.pixels.width() / scale, wish.pixels.height() / scale);
    QRectF view(QPointF(), seen);
    view.moveCenter(wanted.center());
    const drawing::PaintContext context {.palette = palette, .images = images, .scale = scale, .family = wish.family};
    return drawing::paintPicture(shapes, view, scale, context, palette.ground());
}

} // namespace coterie::viewmodel
