#include "server/http/imageinfo.h"

#include <QFile>
#include <QtEndian>

namespace coterie::server {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype headBytes = 256 * 1024;
constexpr int maxSide = 100'000;

template <typename T>
int bigEndian(const QByteArray &bytes, qsizetype at)
{
    return static_cast<int>(qFromBigEndian<T>(bytes.constData() + at));
}

template <typename T>
int littleEndian(const QByteArray &bytes, qsizetype at)
{
    return static_cast<int>(qFromLittleEndian<T>(bytes.constData() + at));
}

std::optional<ImageInfo> checked(const QString &mime, int width, int height)
{
    if (width <= 0 || height <= 0 || width > maxSide || height > maxSide)
        return std::nullopt;
    return ImageInfo {mime, width, height};
}

/// Walks the segments up to the frame header (ITU T.81, B.2.2).
std::optional<ImageInfo> jpeg(const QByteArray &bytes)
{
    qsizetype at = 2;
    while (at + 9 < bytes.size()) {
        if (bytes[at] != '\xff')
            return std::nullopt;
        const auto marker = static_cast<unsigned char>(bytes[at + 1]);
        const bool frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame)
            return checked(u"image/jpeg"_s, bigEndian<quint16>(bytes, at + 7), bigEndian<quint16>(bytes, at + 5));
        at += marker == 0xFF ? 1 : 2 + bigEndian<quint16>(bytes, at + 2);
    }
    return std::nullopt;
}

std::optional<ImageInfo> webp(const QByteArray &bytes)
{
    const QByteArray kind = bytes.sliced(12, 4);
    if (kind == "VP8X") {
        const auto side = [&](qsizetype at) { return 1 + (littleEndian<quint32>(bytes, at) & 0xFFFFFF); };
        return checked(u"image/webp"_s, side(24), side(27));
    }
    if (kind == "VP8 ")
        return checked(
            u"image/webp"_s, littleEndian<quint16>(bytes, 26) & 0x3FFF, littleEndian<quint16>(bytes, 28) & 0x3FFF);
    if (kind == "VP8L") {
        const int packed = littleEndian<quint32>(bytes, 21);
        return checked(u"image/webp"_s, 1 + (packed & 0x3FFF), 1 + ((packed >> 14) & 0x3FFF));
    }
    return std::nullopt;
}

} // namespace

std::optional<ImageInfo> imageInfoOf(const QByteArray &head)
{
    if (head.size() >= 24 && head.startsWith("\x89PNG\r\n\x1a\n"))
        return checked(u"image/png"_s, bigEndian<quint32>(head, 16), bigEndian<quint32>(head, 20));
    if (head.size() >= 10 && (head.startsWith("GIF87a") || head.startsWith("GIF89a")))
        return checked(u"image/gif"_s, littleEndian<quint16>(head, 6), littleEndian<quint16>(head, 8));
    if (head.startsWith("\xff\xd8\xff"))
        return jpeg(head);
    if (head.size() >= 32 && head.startsWith("RIFF") && head.sliced(8, 4) == "WEBP")
        return webp(head);
    return std::nullopt;
}

std::optional<ImageInfo> readImageInfo(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return imageInfoOf(file.read(headBytes));
}

} // namespace coterie::server
