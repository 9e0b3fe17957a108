#include "drawing/imagestore.h"

#include <QBuffer>
#include <QImageReader>

#include <algorithm>
#include <utility>

namespace coterie::drawing {

namespace {

constexpr qint64 mostPixels = 64'000'000; ///< a picture of more is not read: 256 MB decoded
constexpr int longestSide = 2048;

/// Only these three decoders ever see foreign bytes.
QByteArray formatOf(const QByteArray &bytes)
{
    if (bytes.startsWith("\x89PNG\r\n\x1a\n"))
        return "png";
    if (bytes.startsWith("\xff\xd8\xff"))
        return "jpeg";
    if (bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP")
        return "webp";
    return {};
}

/// Null: it cannot be read. `side`: where the decoder can, it makes it smaller while reading.
QImage read(const QByteArray &bytes, int side)
{
    const QByteArray format = formatOf(bytes);
    if (format.isEmpty())
        return {};
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isEmpty() || qint64(size.width()) * size.height() > mostPixels)
        return {};
    if (std::max(size.width(), size.height()) > side)
        reader.setScaledSize(size.scaled(side, side, Qt::KeepAspectRatio).expandedTo({1, 1}));
    return reader.read();
}

QByteArray written(const QImage &image, const char *format, int quality)
{
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format, quality);
    return buffer.data();
}

} // namespace

ImageStore::ImageStore(qsizetype maxBytes) : m_maxBytes(maxBytes) { }

void ImageStore::add(const QString &key, const QByteArray &bytes)
{
    const QMutexLocker lock(&m_mutex);
    if (!m_entries.contains(key))
        m_entries.insert(key, {.bytes = bytes, .decoded = {}, .usedAt = 0, .isWhole = false, .isBroken = false});
}

bool ImageStore::contains(const QString &key) const
{
    const QMutexLocker lock(&m_mutex);
    return m_entries.contains(key);
}

QImage ImageStore::image(const QString &key, int width) const
{
    QMutexLocker lock(&m_mutex);
    auto it = m_entries.find(key);
    if (it == m_entries.end() || it->isBroken)
        return {};
    it->usedAt = ++m_clock;
    const bool isEnough = !it->decoded.isNull() && (it->isWhole || it->decoded.width() >= width);
    if (isEnough)
        return it->decoded;
    const QByteArray bytes = it->bytes;
    lock.unlock(); // others may paint other pictures meanwhile
    Decoded decoded = decode(bytes, width);
    lock.relock();
    it = m_entries.find(key);
    if (it == m_entries.end())
        return decoded.image;
    it->isBroken = decoded.image.isNull();
    m_decodedBytes += decoded.image.sizeInBytes() - it->decoded.sizeInBytes();
    it->decoded = decoded.image;
    it->isWhole = decoded.isWhole;
    makeRoom(key);
    return decoded.image;
}

ImageStore::Decoded ImageStore::decode(const QByteArray &bytes, int width)
{
    const QImage whole = read(bytes, longestSide);
    if (whole.isNull())
        return {};
    int target = whole.width();
    while (width > 0 && target / 2 >= width)
        target /= 2;
    const QImage shown = target < whole.width() ? whole.scaledToWidth(target, Qt::SmoothTransformation) : whole;
    const bool hasAlpha = shown.hasAlphaChannel();
    return {.image = shown.convertToFormat(hasAlpha ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32),
        .isWhole = target == whole.width()};
}

void ImageStore::makeRoom(const QString &kept) const
{
    while (m_decodedBytes > m_maxBytes) {
        auto oldest = m_entries.end();
        for (auto it = m_entries.begin(); it != m_entries.end(); ++it) {
            const bool isCandidate = !it->decoded.isNull() && it.key() != kept;
            if (isCandidate && (oldest == m_entries.end() || it->usedAt < oldest->usedAt))
                oldest = it;
        }
        if (oldest == m_entries.end())
            return;
        m_decodedBytes -= std::exchange(oldest->decoded, {}).sizeInBytes();
    }
}

QByteArray shrinkImage(const QByteArray &bytes, qsizetype maxBytes)
{
    const QImage image = read(bytes, longestSide);
    return image.isNull() ? QByteArray() : shrinkImage(image, maxBytes);
}

QByteArray shrinkImage(const QImage &image, qsizetype maxBytes)
{
    if (image.isNull())
        return {};
    QImage fitting = image;
    if (std::max(image.width(), image.height()) > longestSide)
        fitting = image.scaled(longestSide, longestSide, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    const QByteArray lossless = written(fitting, "png", 30);
    if (!lossless.isEmpty() && lossless.size() <= maxBytes)
        return lossless;
    if (!fitting.hasAlphaChannel()) {
        for (const int quality : {90, 80, 70}) {
            const QByteArray lossy = written(fitting, "jpeg", quality);
            if (!lossy.isEmpty() && lossy.size() <= maxBytes)
                return lossy;
        }
    }
    const QSize half = fitting.size() / 2;
    if (half.isEmpty())
        return {};
    return shrinkImage(fitting.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation), maxBytes);
}

} // namespace coterie::drawing
