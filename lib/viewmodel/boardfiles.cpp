#include "viewmodel/boardfiles.h"

#include "board/boardcodec.h"
#include "drawing/excalidraw.h"
#include "drawing/imagestore.h"
#include "drawing/picture.h"
#include "drawing/svgreader.h"
#include "drawing/svgwriter.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QSaveFile>
#include <QSet>

namespace coterie::viewmodel {

using namespace Qt::StringLiterals;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(coterie::viewmodel::BoardFiles)
};

constexpr auto Family = "Inter"_L1; ///< the one the program brings along

Error failure(Errc code, const QString &words)
{
    return {code, words.toStdString()};
}

drawing::ImageBytes imagesOf(const BoardPart &part)
{
    return [&part](const QString &key) { return part.images.value(key); };
}

Result<QByteArray> bytesOf(const BoardPart &part, const BoardExport &wish)
{
    const drawing::ImageBytes images = imagesOf(part);
    const drawing::Palette palette {.dark = wish.dark, .highContrast = false};
    if (wish.format == "excalidraw"_L1)
        return drawing::toExcalidraw(part.shapes, images);
    if (wish.format == "svg"_L1)
        return drawing::toSvg(
            part.shapes, images, {.palette = palette, .family = Family, .title = wish.title, .area = part.area});
    const drawing::PictureOptions options {
        .palette = palette, .family = Family, .title = wish.title, .scale = double(std::clamp(wish.scale, 1, 4))};
    const drawing::Sheet sheet {.shapes = part.shapes, .area = part.area};
    if (wish.format == "pdf"_L1)
        return drawing::toPdf({sheet}, images, options);
    const Result<drawing::PngPicture> png = drawing::toPng(sheet, images, options);
    if (!png)
        return png.error();
    return png->bytes;
}

/// A picture as it is: one image, as large as it is in pixels.
Result<drawing::Drawing> imageIn(const QByteArray &bytes, const QString &name)
{
    const QByteArray small = drawing::shrinkImage(bytes);
    const QImage image = QImage::fromData(small);
    if (image.isNull())
        return failure(Errc::Malformed, Words::tr("%1 is no picture this program can read.").arg(name));
    drawing::Drawing drawing;
    board::Shape shape;
    shape.id = board::ShapeId(u"image"_s);
    shape.type = board::ShapeType::Image;
    shape.w = image.width();
    shape.h = image.height();
    shape.image = board::imageKey(small);
    drawing.images.insert(shape.image, small);
    drawing.shapes.append(shape);
    return drawing;
}

} // namespace

BoardPart partOf(const collab::SharedBoard &board, const board::PageId &page, const QStringList &ids)
{
    BoardPart part;
    const board::Scene &scene = board.scene();
    const board::ShapePtr frame = ids.size() == 1 ? scene.find(board::ShapeId(ids.front())) : nullptr;
    const bool isFrame = frame && frame->type == board::ShapeType::Frame;
    QSet<board::ShapeId> wanted;
    for (const QString &id : ids)
        wanted.insert(board::ShapeId(id));
    const QList<board::ShapePtr> all = isFrame ? scene.touching(page, frame->box()) : scene.onPage(page);
    for (const board::ShapePtr &shape : all) {
        const bool isIn = ids.isEmpty() || isFrame || wanted.contains(shape->id) || wanted.contains(shape->frame);
        if (!isIn)
            continue;
        part.shapes.append(shape);
        if (!shape->image.isEmpty())
            part.images.insert(shape->image, board.image(shape->image));
    }
    if (isFrame)
        part.area = frame->box();
    return part;
}

Result<QString> writeBoard(const BoardPart &part, const BoardExport &wish)
{
    const Result<QByteArray> bytes = bytesOf(part, wish);
    if (!bytes)
        return bytes.error();
    QSaveFile file(wish.path);
    if (!file.open(QIODevice::WriteOnly) || file.write(*bytes) != bytes->size() || !file.commit())
        return failure(Errc::Io, Words::tr("%1 could not be written: %2").arg(wish.path, file.errorString()));
    return wish.path;
}

Result<drawing::Drawing> readBoardFile(const QString &path)
{
    const QFileInfo info(path);
    if (!info.isFile())
        return failure(Errc::NotFound, Words::tr("There is no file %1.").arg(path));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(Errc::Io, Words::tr("%1 could not be read: %2").arg(path, file.errorString()));
    constexpr qsizetype Largest = std::max(drawing::maxSvgBytes, drawing::maxExcalidrawBytes);
    const QByteArray bytes = file.read(Largest + 1);
    if (bytes.size() > Largest)
        return failure(Errc::TooLarge, Words::tr("%1 is larger than a board may be.").arg(info.fileName()));
    const QByteArray start = bytes.first(std::min<qsizetype>(bytes.size(), 4096)).trimmed();
    if (start.startsWith('{'))
        return drawing::fromExcalidraw(bytes);
    if (start.startsWith('<') && start.contains("<svg"))
        return drawing::fromSvg(bytes);
    return imageIn(bytes, info.fileName());
}

QList<board::ShapeId> putOn(
    collab::SharedBoard &board, const drawing::Drawing &drawing, const board::PageId &page, QPointF at)
{
    QRectF area;
    for (const board::Shape &shape : drawing.shapes)
        area = area.united(board::paintedBounds(shape));
    const QPointF move = at - area.center();
    QHash<QString, QString> keys; ///< under which the board keeps them
    board.beginStep();
    for (auto image = drawing.images.cbegin(); image != drawing.images.cend(); ++image)
        keys.insert(image.key(), board.addImage(image.value()));
    QList<board::Shape> shapes = drawing.shapes;
    for (board::Shape &shape : shapes) {
        shape.page = page;
        shape.x += move.x();
        shape.y += move.y();
        shape.z.clear(); // in front of what is there
        shape.image = keys.value(shape.image, shape.image);
    }
    const QList<board::ShapeId> ids = board.add(std::move(shapes));
    board.endStep();
    return ids;
}

} // namespace coterie::viewmodel
