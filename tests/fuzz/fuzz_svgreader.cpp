#include "drawing/svgreader.h"
#include "drawing/svgwriter.h"
#include "drawingfuzz.h"

using namespace coterie;

/// A stranger's SVG, or an export of ours that somebody changed: what is read of it can be written and read again.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    fuzz::needApplication();
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const auto drawing = drawing::fromSvg(bytes);
    if (!drawing || drawing->shapes.size() > 2000)
        return 0;
    fuzz::checkDrawing(*drawing);
    QList<board::ShapePtr> shapes;
    for (const board::Shape &shape : drawing->shapes)
        shapes.append(std::make_shared<const board::Shape>(shape));
    const auto images = [&](const QString &key) { return drawing->images.value(key); };
    const auto again = drawing::fromSvg(drawing::toSvg(shapes, images, {}));
    fuzz::check(again && again->shapes.size() == shapes.size());
    return 0;
}
