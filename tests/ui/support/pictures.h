#pragma once

#include <QImage>
#include <QString>

namespace coterie::testing {

/// Saves a picture into the folder COTERIE_PICTURES, if there is one.
void keepPicture(const QImage &picture, const QString &name);

/// How many pixels differ by more than `tolerance` in any channel; all of them if the sizes do.
[[nodiscard]] int differingPixels(const QImage &a, const QImage &b, int tolerance);

} // namespace coterie::testing
