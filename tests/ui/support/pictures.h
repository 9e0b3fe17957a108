#pragma once

#include <QColor>
#include <QImage>
#include <QString>

namespace coterie::testing {

/// Saves a picture into the folder COTERIE_PICTURES, if there is one.
void keepPicture(const QImage &picture, const QString &name);

/// How many pixels differ by more than `tolerance` in any channel; all of them if the sizes do.
[[nodiscard]] int differingPixels(const QImage &a, const QImage &b, int tolerance);

[[nodiscard]] bool hasColor(const QImage &picture, const QColor &color); ///< a pixel of exactly that

} // namespace coterie::testing
