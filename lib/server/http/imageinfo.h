#pragma once

#include <QString>

#include <optional>

namespace coterie::server {

struct ImageInfo {
    QString mime;
    int width = 0;
    int height = 0;
    bool operator==(const ImageInfo &) const = default;
};

/// PNG, GIF, JPEG and WebP by their first bytes (at most 256 KiB are read). Nothing is decoded, nothing is trusted.
[[nodiscard]] std::optional<ImageInfo> readImageInfo(const QString &path);
[[nodiscard]] std::optional<ImageInfo> imageInfoOf(const QByteArray &head);

} // namespace coterie::server
