#include "drawing/excalidrawimages.h"

#include "drawing/imagestore.h"
#include "drawing/picture.h"
#include "drawing/svgreader.h"

#include <QImage>
#include <QJsonValue>

#include <cmath>

namespace coterie::drawing::excalidraw {

using namespace Qt::StringLiterals;

namespace {

/// Sharp at the size it is usually shown at, and twice that.
constexpr double svgScale = 2;

QByteArray paintedSvg(const QByteArray &svg)
{
    const auto drawing = fromSvg(svg);
    if (!drawing)
        return {};
    Sheet sheet;
    for (const board::Shape &shape : drawing->shapes)
        sheet.shapes.append(std::make_shared<const board::Shape>(shape));
    const auto images = [&drawing](const QString &key) { return drawing->images.value(key); };
    const auto picture = toPng(sheet, images, {.scale = svgScale, .hasGround = false});
    return picture ? shrinkImage(picture->bytes) : QByteArray();
}

/// In the pixels of `image`, which may have been made smaller than the one that was cropped.
QRect cropOf(const QJsonValue &crop, const QImage &image)
{
    const double width = crop[u"naturalWidth"_s].toDouble();
    const double height = crop[u"naturalHeight"_s].toDouble();
    if (!(width > 0) || !(height > 0))
        return image.rect();
    const double across = image.width() / width;
    const double down = image.height() / height;
    const QRectF part(crop[u"x"_s].toDouble() * across, crop[u"y"_s].toDouble() * down,
        crop[u"width"_s].toDouble() * across, crop[u"height"_s].toDouble() * down);
    const QRectF inside = part & QRectF(image.rect());
    return inside.isEmpty() ? image.rect() : inside.toAlignedRect();
}

} // namespace

QByteArray imageFromUrl(const QString &url)
{
    const qsizetype comma = url.indexOf(u',');
    const QStringView head = QStringView(url).first(std::max<qsizetype>(comma, 0));
    if (!head.startsWith("data:image/"_L1))
        return {};
    const QByteArray data = QStringView(url).sliced(comma + 1).toUtf8();
    const bool isSvg = head.startsWith("data:image/svg+xml"_L1);
    if (!head.endsWith(";base64"_L1))
        return isSvg ? paintedSvg(QByteArray::fromPercentEncoding(data)) : QByteArray();
    const QByteArray bytes = QByteArray::fromBase64(data);
    return isSvg ? paintedSvg(bytes) : shrinkImage(bytes);
}

QByteArray imageShownBy(const QJsonObject &element, const QByteArray &bytes)
{
    const QJsonValue crop = element[u"crop"_s];
    const bool isMirrored = element[u"scale"_s][0].toDouble(1) < 0;
    const bool isUpsideDown = element[u"scale"_s][1].toDouble(1) < 0;
    if (!crop.isObject() && !isMirrored && !isUpsideDown)
        return bytes;
    const QImage image = QImage::fromData(bytes); // ours by now: within the bounds of a board's images
    if (image.isNull())
        return bytes;
    const QImage part = crop.isObject() ? image.copy(cropOf(crop, image)) : image;
    const QByteArray shown = shrinkImage(part.mirrored(isMirrored, isUpsideDown));
    return shown.isEmpty() ? bytes : shown;
}

} // namespace coterie::drawing::excalidraw
