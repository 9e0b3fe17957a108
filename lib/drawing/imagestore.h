#pragma once

#include <QByteArray>
#include <QHash>
#include <QImage>
#include <QMutex>
#include <QString>

namespace coterie::drawing {

/// The pictures of a board, decoded where they are painted and kept while there is room. Thread-safe.
class ImageStore
{
public:
    explicit ImageStore(qsizetype maxBytes = 32'000'000); ///< of decoded pictures

    /// The bytes under a key (PNG, JPEG, WebP); hostile ones are an image that cannot be shown.
    void add(const QString &key, const QByteArray &bytes);
    [[nodiscard]] bool contains(const QString &key) const;
    /// Null: there is none or it cannot be shown. At least `width` pixels wide where it has as many, at most 2,048 a
    /// side. Decodes on the way: slow the first time.
    [[nodiscard]] QImage image(const QString &key, int width) const;

private:
    struct Entry {
        QByteArray bytes;
        QImage decoded;
        quint64 usedAt = 0;
        bool isWhole = false; ///< `decoded` has all the pixels there are
        bool isBroken = false;
    };
    struct Decoded {
        QImage image;
        bool isWhole = false;
    };
    [[nodiscard]] static Decoded decode(const QByteArray &bytes, int width);
    void makeRoom(const QString &kept) const;

    const qsizetype m_maxBytes;
    mutable QMutex m_mutex;
    mutable QHash<QString, Entry> m_entries;
    mutable qsizetype m_decodedBytes = 0;
    mutable quint64 m_clock = 0;
};

/// A picture made small enough for a board: PNG where that is small enough or it has transparency, else JPEG;
/// at most `maxBytes` and 2,048 pixels a side. Empty: it cannot be read, or is larger than 64 megapixels. Slow: for
/// worker threads.
[[nodiscard]] QByteArray shrinkImage(const QByteArray &bytes, qsizetype maxBytes = 1'000'000);
[[nodiscard]] QByteArray shrinkImage(const QImage &image, qsizetype maxBytes = 1'000'000);

} // namespace coterie::drawing
