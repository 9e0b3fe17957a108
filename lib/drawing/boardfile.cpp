#include "drawing/boardfile.h"

#include "board/boardcodec.h"
#include "drawing/excalidraw.h"
#include "drawing/imagestore.h"
#include "drawing/picture.h"
#include "drawing/svgreader.h"
#include "drawing/svgwriter.h"

#include <QCoreApplication>
#include <QImage>

#include <algorithm>
#include <array>

namespace coterie::drawing {

using namespace Qt::StringLiterals;
using namespace board;

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(BoardFile)
};

Result<Page> pageNamed(const Scene &scene, const QString &name)
{
    const QList<Page> pages = scene.pages();
    if (name.isEmpty())
        return pages.first();
    for (const Page &page : pages) {
        if (page.id.value() == name || page.name.compare(name, Qt::CaseInsensitive) == 0)
            return page;
    }
    if (const int number = name.toInt(); number >= 1 && number <= pages.size())
        return pages[number - 1];
    return Error {Errc::NotFound, u"There is no page \"%1\"."_s.arg(name).toStdString()};
}

Result<ShapePtr> frameNamed(const Scene &scene, const QString &name)
{
    if (const ShapePtr shape = scene.find(ShapeId(name)); shape && shape->type == ShapeType::Frame)
        return shape;
    for (const Page &page : scene.pages()) {
        for (const ShapePtr &shape : scene.onPage(page.id)) {
            if (shape->type == ShapeType::Frame && shape->text.compare(name, Qt::CaseInsensitive) == 0)
                return shape;
        }
    }
    return Error {Errc::NotFound, u"There is no frame \"%1\"."_s.arg(name).toStdString()};
}

/// The frame and what lies in it, in its own bounds.
Sheet sheetOf(const Scene &scene, const ShapePtr &frame)
{
    const QList<ShapeId> inside = scene.withinFrame(frame->id);
    const QSet<ShapeId> wanted(inside.cbegin(), inside.cend());
    Sheet sheet;
    for (const ShapePtr &shape : scene.onPage(frame->page)) {
        if (shape->id == frame->id || wanted.contains(shape->id))
            sheet.shapes.append(shape);
    }
    sheet.area = frame->box();
    return sheet;
}

Result<QList<Sheet>> sheetsFor(const Scene &scene, const ExportOptions &options)
{
    if (!options.frame.isEmpty()) {
        const auto frame = frameNamed(scene, options.frame);
        return frame ? Result(QList<Sheet> {sheetOf(scene, *frame)}) : Result<QList<Sheet>>(frame.error());
    }
    if (!options.selection.isEmpty()) {
        Sheet sheet;
        for (const ShapeId &id : options.selection) {
            if (const ShapePtr shape = scene.find(id))
                sheet.shapes.append(shape);
        }
        std::ranges::sort(sheet.shapes, [](const ShapePtr &a, const ShapePtr &b) { return isBehind(*a, *b); });
        return QList {sheet};
    }
    if (options.page.isEmpty() && options.format == FileFormat::Pdf) {
        QList<Sheet> sheets;
        for (const Page &page : scene.pages())
            sheets.append(Sheet {.shapes = scene.onPage(page.id), .area = {}});
        return sheets;
    }
    const auto page = pageNamed(scene, options.page);
    if (!page)
        return page.error();
    return QList {Sheet {.shapes = scene.onPage(page->id), .area = {}}};
}

Result<ExportedBoard> pngOf(const Sheet &sheet, const ImageBytes &images, const ExportOptions &options)
{
    const auto png = toPng(sheet, images,
        {.palette = options.palette, .family = options.family, .scale = options.scale, .hasGround = options.hasGround});
    if (!png)
        return png.error();
    ExportedBoard file {.bytes = png->bytes, .remark = {}};
    if (png->scale < options.scale) {
        file.remark = Words::tr("The board is large: the picture has %1 % of its size instead of %2 %.")
                          .arg(png->scale * 100, 0, 'g', 3)
                          .arg(options.scale * 100);
    }
    return file;
}

Result<Drawing> importPicture(const QByteArray &bytes)
{
    constexpr double widest = 640;
    const QByteArray small = shrinkImage(bytes, maxImageBytes);
    if (small.isEmpty())
        return Error {Errc::Unsupported, "This is no SVG, no Excalidraw file and no picture that can be read."};
    const QSizeF size = QImage::fromData(small).size();
    const double scale = std::min(1.0, widest / std::max(size.width(), size.height()));
    Shape shape;
    shape.id = newShapeId();
    shape.type = ShapeType::Image;
    shape.w = size.width() * scale;
    shape.h = size.height() * scale;
    shape.image = imageKey(small);
    Drawing drawing;
    drawing.images.insert(shape.image, small);
    drawing.shapes.append(std::move(shape));
    return drawing;
}

} // namespace

std::optional<FileFormat> fileFormatNamed(QStringView name)
{
    static constexpr std::array names {
        QStringView(u"svg"), QStringView(u"png"), QStringView(u"pdf"), QStringView(u"excalidraw")};
    const auto it = std::ranges::find(names, name);
    return it == names.end() ? std::nullopt : std::optional(static_cast<FileFormat>(it - names.begin()));
}

Result<ExportedBoard> exportBoard(const Scene &scene, const ImageBytes &images, const ExportOptions &options)
{
    const auto sheets = sheetsFor(scene, options);
    if (!sheets)
        return sheets.error();
    const Sheet &first = sheets->first();
    const bool isEmpty = std::ranges::all_of(*sheets, [](const Sheet &sheet) { return sheet.shapes.isEmpty(); });
    if (isEmpty)
        return Error {Errc::NotFound, "There is nothing to show here."};
    switch (options.format) {
    case FileFormat::Png: return pngOf(first, images, options);
    case FileFormat::Svg:
        return ExportedBoard {.bytes = toSvg(first.shapes, images,
                                  {.palette = options.palette,
                                      .family = options.family,
                                      .title = options.title,
                                      .area = first.area,
                                      .hasGround = options.hasGround}),
            .remark = {}};
    case FileFormat::Excalidraw: return ExportedBoard {.bytes = toExcalidraw(first.shapes, images), .remark = {}};
    case FileFormat::Pdf: break;
    }
    const auto pdf =
        toPdf(*sheets, images, {.palette = options.palette, .family = options.family, .title = options.title});
    return pdf ? Result(ExportedBoard {.bytes = *pdf, .remark = {}}) : Result<ExportedBoard>(pdf.error());
}

Result<Drawing> importFile(const QByteArray &bytes)
{
    const QByteArray begin = bytes.first(std::min<qsizetype>(bytes.size(), 4096)).trimmed();
    if (begin.startsWith('{'))
        return fromExcalidraw(bytes);
    if (begin.startsWith('<') || begin.startsWith("\xef\xbb\xbf<"))
        return fromSvg(bytes);
    return importPicture(bytes);
}

} // namespace coterie::drawing
