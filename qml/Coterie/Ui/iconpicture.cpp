#include "iconpicture.h"

#include <QFile>
#include <QHash>
#include <QPainter>
#include <QSvgRenderer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace coterie::ui {
namespace {

constexpr int largestPixels = 512;
constexpr qsizetype largestCache = 400;

struct Key {
    QString name;
    QRgb color = 0;
    int pixels = 0;
    bool operator==(const Key &) const = default;
};

size_t qHash(const Key &key, size_t seed)
{
    return qHashMulti(seed, key.name, key.color, key.pixels);
}

QImage draw(const Key &key)
{
    QFile file(u":/coterie/icons/"_s + key.name + u".svg"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QColor color = QColor::fromRgba(key.color);
    QByteArray ink = color.name(QColor::HexRgb).toLatin1();
    if (color.alpha() < 255) // SVG keeps opacity apart
        ink += "\" stroke-opacity=\""_ba + QByteArray::number(color.alphaF(), 'f', 3);
    QByteArray svg = file.readAll();
    svg.replace("currentColor"_ba, ink);
    QSvgRenderer renderer(svg);
    QImage image(key.pixels, key.pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    renderer.render(&painter);
    painter.end();
    return image.copy(); // without the paint engine that an image keeps once it was painted on: 5 kB each
}

} // namespace

QImage iconPicture(const QString &name, const QColor &color, int pixels)
{
    if (name.isEmpty() || pixels <= 0)
        return {};
    static QHash<Key, QImage> drawn;
    const Key key {name, color.rgba(), std::min(pixels, largestPixels)};
    if (const auto known = drawn.constFind(key); known != drawn.constEnd())
        return *known;
    if (drawn.size() > largestCache)
        drawn.clear();
    return *drawn.insert(key, draw(key));
}

} // namespace coterie::ui
