#pragma once

#include <QColor>
#include <QImage>
#include <QString>

namespace coterie::ui {

/// The icon `name` of resources/icons in `color`, `pixels` wide and high. Null for an empty name, an unknown one and no
/// size. What was drawn is kept, a few kilobytes in all, and shared by all that show it. GUI thread.
[[nodiscard]] QImage iconPicture(const QString &name, const QColor &color, int pixels);

} // namespace coterie::ui
