#include "iconprovider.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

using namespace Qt::StringLiterals;

namespace coterie::ui {
namespace {

constexpr int defaultPixels = 20;
constexpr int largestPixels = 512;
constexpr qsizetype largestCache = 400;

QImage draw(const QString &name, const QString &color, const QSize &pixels)
{
    QImage image(pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QFile file(u":/coterie/icons/"_s + name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return image;
    QByteArray svg = file.readAll();
    svg.replace("currentColor"_ba, color.toLatin1());
    QSvgRenderer renderer(svg);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    return image;
}

} // namespace

IconProvider::IconProvider() : QQuickImageProvider(QQuickImageProvider::Image) { }

QImage IconProvider::requestImage(const QString &id, QSize *size, const QSize &requestedSize)
{
    const qsizetype mark = id.indexOf(u"?color="_s);
    const QString name = mark < 0 ? id : id.left(mark);
    QString color = mark < 0 ? u"000000"_s : id.mid(mark + 7);
    QString opacity;
    if (color.size() == 8) { // AARRGGBB: SVG keeps opacity apart
        bool valid = false;
        const int alpha = color.left(2).toInt(&valid, 16);
        opacity = u"\" stroke-opacity=\""_s + QString::number(valid ? alpha / 255.0 : 1.0, 'f', 3);
        color = color.mid(2);
    }
    const QSize pixels =
        QSize(defaultPixels, defaultPixels)
            .scaled(requestedSize.isEmpty() ? QSize(defaultPixels, defaultPixels) : requestedSize, Qt::KeepAspectRatio)
            .boundedTo(QSize(largestPixels, largestPixels));
    if (size)
        *size = pixels;
    const QString key = id + u'@' + QString::number(pixels.width());
    if (const auto known = m_drawn.constFind(key); known != m_drawn.constEnd())
        return *known;
    if (m_drawn.size() > largestCache)
        m_drawn.clear();
    return *m_drawn.insert(key, draw(name, u'#' + color + opacity, pixels));
}

} // namespace coterie::ui
